"""Rows of numbers are written block by block as they would be written one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57.search import bits
from nq57.search.bits import rice_rows

ROWS = st.lists(st.lists(st.integers(0, 2000), min_size=1, max_size=9), min_size=1, max_size=12)


def _written(rows: list[list[int]], shift: int) -> list[str]:
    values = np.array([value for row in rows for value in row])
    starts = np.cumsum([0, *(len(row) for row in rows[:-1])])
    return rice_rows(values, np.full(len(values), shift), starts)


@given(ROWS, st.integers(0, 9), st.integers(1, 20))
def test_blocks_change_nothing(rows: list[list[int]], shift: int, block: int) -> None:
    """Wherever a block ends, in a row, after it or in the last one, each row is what it is alone."""
    alone = [_written([row], shift)[0] for row in rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bits, "BLOCK", block)
        assert _written(rows, shift) == alone
