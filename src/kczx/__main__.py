"""`python -m kczx` does what the command `kczx` does."""

from kczx.start import main

if __name__ == "__main__":
    main()
