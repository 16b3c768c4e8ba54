/** Processor time that the reading of one file may take; on a machine with nothing else to do, as long by the clock. */
export const LONGEST_WORK_MS = 10_000;
/** How long by the clock, where the machine is busy with other things. */
export const LONGEST_WAIT_MS = 20_000;
/** Bytes that the process which reads files may hold, its own program included. */
export const MOST_MEMORY = 512 * 1024 * 1024;
