"""`convlint completion`: what a shell needs to complete commands, options and files."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print a script that completes convlint's commands and options in a shell.

    \b
    bash: eval "$(convlint completion bash)"     in ~/.bashrc
    zsh:  eval "$(convlint completion zsh)"      in ~/.zshrc
    fish: convlint completion fish | source      in ~/.config/fish/config.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    script = found(ctx.find_root().command, {}, "convlint", "_CONVLINT_COMPLETE").source()
    click.echo(script.replace('string split ","', 'string split --max 1 ","'))  # lists and help hold commas as well
