"""Code at module level: statements as Python runs them."""

from __future__ import annotations

from support.linting import finds, silent


def test_a_line_that_cannot_work() -> None:
    finds("y = torch.zeros(3, 4) @ torch.zeros(5, 6)", "CL107 y = torch.zeros(3, 4) @ torch.zeros(5, 6)")


def test_a_line_that_works() -> None:
    silent("y = torch.zeros(3, 4) @ torch.zeros(4, 6)")


def test_the_main_block_is_run() -> None:
    finds(
        """
        fc = nn.Linear(8, 2)
        if __name__ == "__main__":
            fc(torch.zeros(4, 9))
        """,
        "CL102 fc(torch.zeros(4, 9))",
    )


def test_a_function_called_from_the_main_block() -> None:
    finds(
        """
        def main():
            width = 16
            fc = nn.Linear(width, 2)
            x = torch.zeros(4, width * 2)
            fc(x)

        if __name__ == "__main__":
            main()
        """,
        "CL102 fc(x)",
    )


def test_a_loop_is_run_out() -> None:
    finds(
        """
        x = torch.zeros(2, 3, 32, 32)
        for width in (8, 16, 32):
            x = nn.Conv2d(x.shape[1], width, 3, stride=2, padding=1)(x)
        nn.Linear(32 * 4 * 4, 10)(x.flatten(1))
        nn.Linear(32 * 8 * 8, 10)(x.flatten(1))
        """,
        "CL102 nn.Linear(32 * 8 * 8, 10)(x.flatten(1))",
    )


def test_a_loop_of_very_many_turns_is_taken_at_least_once() -> None:
    finds(
        """
        for i in range(10**12):
            x = torch.randn(2, 3)
        x.view(7)
        """,
        "CL104 x.view(7)",
    )


def test_a_loop_over_pairs() -> None:
    finds(
        """
        sizes = [784, 256, 64, 10]
        x = torch.zeros(5, 784)
        for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
            x = nn.Linear(a, b)(x)
        x.view(5, 11)
        """,
        "CL104 x.view(5, 11)",
    )


def test_a_while_loop_with_a_known_end() -> None:
    finds(
        """
        size, layers = 32, 0
        while size > 4:
            size //= 2
            layers += 1
        x = torch.zeros(1, 2 ** layers)
        nn.Linear(16, 1)(x)
        """,
        "CL102 nn.Linear(16, 1)(x)",
    )


def test_a_loop_with_break_and_else() -> None:
    finds(
        """
        for width in (3, 5, 8, 13):
            if width % 2 == 0:
                break
        else:
            width = 100
        nn.Linear(8, 1)(torch.zeros(2, width))
        nn.Linear(100, 1)(torch.zeros(2, width))
        """,
        "CL102 nn.Linear(100, 1)(torch.zeros(2, width))",
    )


def test_a_loop_with_continue() -> None:
    silent(
        """
        widths = []
        for width in range(5):
            if width < 3:
                continue
            widths.append(width)
        nn.Linear(3, 4)(torch.zeros(2, sum(widths) - widths[-1]))
        """
    )


def test_an_endless_loop_is_left() -> None:
    finds(
        """
        width = 1
        while True:
            width *= 2
            if width >= 64:
                break
        nn.Linear(65, 1)(torch.zeros(2, width))
        """,
        "CL102 nn.Linear(65, 1)(torch.zeros(2, width))",
    )


def test_a_comprehension_with_a_condition() -> None:
    finds(
        """
        widths = {name: n for name, n in [("a", 4), ("b", 8), ("c", 3)] if n % 2 == 0}
        nn.Linear(sum(widths.values()), 1)(torch.zeros(2, 15))
        """,
        "CL102 nn.Linear(sum(widths.values()), 1)(torch.zeros(2, 15))",
    )


def test_starred_unpacking() -> None:
    finds(
        """
        first, *middle, last = [3, 16, 32, 10]
        nn.Linear(middle[-1], last)(torch.zeros(1, first))
        """,
        "CL102 nn.Linear(middle[-1], last)(torch.zeros(1, first))",
    )


def test_an_assignment_expression() -> None:
    finds(
        """
        if (n := len("abcd")) > 3:
            nn.Linear(5, 1)(torch.zeros(2, n))
        """,
        "CL102 nn.Linear(5, 1)(torch.zeros(2, n))",
    )


def test_a_match_statement() -> None:
    finds(
        """
        def width(kind):
            match kind:
                case "small":
                    return 8
                case "large" | "huge":
                    return 64
                case _:
                    return 1

        nn.Linear(8, 1)(torch.zeros(2, width("small")))
        nn.Linear(8, 1)(torch.zeros(2, width("huge")))
        """,
        'CL102 nn.Linear(8, 1)(torch.zeros(2, width("huge")))',
    )


def test_only_the_first_failure_of_a_chain_is_told() -> None:
    finds(
        """
        a = nn.Linear(4, 8)
        b = nn.Linear(9, 2)
        y = b(a(torch.zeros(3, 4)))
        z = nn.Linear(3, 3)(y)
        """,
        "CL102 y = b(a(torch.zeros(3, 4)))",
    )


def test_a_line_that_is_meant_to_fail() -> None:
    silent(
        """
        try:
            nn.Linear(4, 8)(torch.zeros(3, 5))
        except RuntimeError as error:
            print(error)
        """
    )


def test_numbers_as_text() -> None:
    finds(
        """
        spec = "conv-3-16,conv-16-32"
        x = torch.zeros(1, 3, 8, 8)
        for part in spec.split(","):
            _, a, b = part.split("-")
            x = nn.Conv2d(int(a), int(b), 3, padding=1)(x)
        nn.Conv2d(16, 8, 1)(x)
        """,
        "CL103 nn.Conv2d(16, 8, 1)(x)",
    )


def test_rounding_and_division() -> None:
    finds(
        """
        import math

        def divisible(value, by=8):
            return max(by, int(value + by / 2) // by * by)

        nn.Linear(divisible(32 * 0.75), math.ceil(7 / 2))(torch.zeros(1, 24))
        nn.Linear(divisible(32 * 1.4), round(2.5))(torch.zeros(1, 40))
        """,
        "CL102 nn.Linear(divisible(32 * 1.4), round(2.5))(torch.zeros(1, 40))",
    )


def test_a_float_is_no_size() -> None:
    finds("fc = nn.Linear(100 / 2, 10)", "CL111 fc = nn.Linear(100 / 2, 10)")


def test_a_name_deleted_and_made_again() -> None:
    silent(
        """
        x = torch.zeros(2, 3)
        del x
        x = torch.zeros(2, 4)
        nn.Linear(4, 1)(x)
        """
    )


def test_a_global_counter() -> None:
    finds(
        """
        channels = 8

        def grow():
            global channels
            channels *= 2

        grow()
        nn.Linear(8, 1)(torch.zeros(1, channels))
        """,
        "CL102 nn.Linear(8, 1)(torch.zeros(1, channels))",
    )
