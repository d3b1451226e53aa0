"""Generated programs, run for real and linted: does convlint say what the framework says?"""
