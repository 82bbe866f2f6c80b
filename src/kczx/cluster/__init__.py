"""More than one machine: a run divided into tasks that a Dask cluster does, over any file system that fsspec knows."""
