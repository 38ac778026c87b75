import errno

import pytest

from localslack.free_port import TRIES, at_free_port


@pytest.mark.parametrize(("port", "first_free", "found"), [(3040, 0, 3040), (3040, 3043, 3043), (0, 0, 0)])
def test_the_first_free_port_is_used(port: int, first_free: int, found: int) -> None:
    def start(each: int) -> int:
        if each < first_free:
            raise OSError(errno.EADDRINUSE, "taken")
        return each

    assert at_free_port(port, start) == found


@pytest.mark.parametrize(("code", "tries"), [(errno.EADDRINUSE, TRIES + 1), (errno.EACCES, 1)])
def test_it_ends_where_there_is_none_or_where_the_next_would_not_do_either(code: int, tries: int) -> None:
    tried: list[int] = []

    def start(each: int) -> int:
        tried.append(each)
        raise OSError(code, "no")

    with pytest.raises(OSError, match="no"):
        at_free_port(3040, start)
    assert tried == list(range(3040, 3040 + tries))


def test_there_is_no_port_beyond_the_last() -> None:
    tried: list[int] = []

    def start(each: int) -> int:
        tried.append(each)
        raise OSError(errno.EADDRINUSE, "taken")

    with pytest.raises(OSError, match="taken"):
        at_free_port(65534, start)
    assert tried == [65534, 65535]
