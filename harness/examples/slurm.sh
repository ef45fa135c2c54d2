#!/bin/sh
# A run shared over a Slurm job array, a node to itself for each share, and a last job that merges:
#   array=$(sbatch --parsable --array=1-3 slurm.sh FILTER...)
#   sbatch --dependency=afterok:$array --wrap 'spectrum merge share-*.jsonl --output whole.jsonl'
# Every share runs all engines of its workloads, so no comparison crosses a node. The seed is common: the array's number.
#SBATCH --job-name=spectrum
#SBATCH --exclusive
#SBATCH --output=spectrum-%a.log
set -eu
exec spectrum bench \
    --partition "hash:$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --seed "$SLURM_ARRAY_JOB_ID" \
    --output "share-$SLURM_ARRAY_TASK_ID.jsonl" --no-report --quiet "$@"
