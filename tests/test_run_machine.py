import os

import pytest

from pipeline.run.machine import workers_that_fit

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def machine(root, cpu="max 100000", memory="max", free=64_000_000):
    for path, text in {
        "sys/fs/cgroup/cpu.max": cpu,
        "sys/fs/cgroup/memory.max": memory,
        "proc/meminfo": f"MemTotal: 1 kB\nMemAvailable: {free} kB",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text + "\n")
    return root


@pytest.mark.parametrize(
    ("limits", "workers"),
    [
        ({}, CORES),
        ({"cpu": "100000 100000"}, 1),
        ({"cpu": "50000 100000"}, 1),
        ({"cpu": "99900000 100000"}, CORES),
        ({"memory": "1000000000"}, 1),
        ({"free": 100}, 1),
        ({"cpu": "nonsense"}, CORES),
    ],
)
def test_workers_fit_the_limits_of_a_container(tmp_path, limits, workers):
    assert workers_that_fit(machine(tmp_path, **limits)) == workers


def test_where_no_limits_are_known_there_is_a_worker_for_each_core(tmp_path):
    assert workers_that_fit(tmp_path) == CORES
