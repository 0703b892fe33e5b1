"""Many small cases of one promise, in one test: a run of thousands of tests is spent on counting them."""

import functools
import inspect


def cases(names, values):
    """
    Ask a test about each case in turn, as ``pytest.mark.parametrize`` would, and raise for all that failed at once.

    For tests that take nothing but their case, and are through with it in no time.
    """
    names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    given = [dict(zip(names, value if len(names) > 1 else (value,), strict=True)) for value in values]

    def decorate(test):
        if inspect.iscoroutinefunction(test):

            @functools.wraps(test)
            async def every():
                _raise([error for case in given if (error := await _awaited(test, case))], len(given))

        else:

            @functools.wraps(test)
            def every():
                _raise([error for case in given if (error := _called(test, case))], len(given))

        del every.__wrapped__  # pytest would ask it for the case's names, as for fixtures
        return every

    return decorate


def _called(test, case):
    try:
        test(**case)
    except Exception as error:  # noqa: BLE001 - told together with those of the other cases
        return _named(error, case)
    return None


async def _awaited(test, case):
    try:
        await test(**case)
    except Exception as error:  # noqa: BLE001 - told together with those of the other cases
        return _named(error, case)
    return None


def _named(error, case):
    error.add_note(f"The case: {case!r}")
    return error


def _raise(errors, count):
    if errors:
        raise ExceptionGroup(f"{len(errors)} of {count} cases", errors)
