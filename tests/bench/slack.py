"""placeholder"""


async def measure():
    return []
