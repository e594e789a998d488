"""The program's entry point: ``interviewer`` and ``python -m interviewer``."""

import io
import sys


def main() -> None:
    """Run the command line; exits the process with its status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show σ gets a question mark, not a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if len(sys.argv) == 1 and all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        # Importing the commands takes some 50 ms of the time to the first paint.
        from interviewer.tui.app import run

        run()
        return
    from interviewer.cli.app import app

    app(prog_name="interviewer")


if __name__ == "__main__":
    main()
