"""`python -m canbo` is the command `canbo`."""

from canbo.cli import run

if __name__ == "__main__":
    run()
