"""`port.py HOST PORT`: exit 0 when one can listen there, 1 when not."""

import socket
import sys


def main() -> int:
    """Listen for a moment and let go again."""
    host, port = sys.argv[1].strip("[]"), sys.argv[2]
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, ValueError, OverflowError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
