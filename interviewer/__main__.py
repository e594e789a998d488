"""``python -m interviewer`` and the ``interviewer`` command."""


def main() -> None:
    """Run the command line."""
    from interviewer.cli.app import app

    app()


if __name__ == "__main__":
    main()
