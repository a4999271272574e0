// What a page's main thread did, from Chromium's own trace: in CPU time of that thread, so that another process that gets the CPU meanwhile
// is not counted.

// `toplevel` has what went on after a promise, which is how a live part's answers come.
export const CATEGORIES = ["-*", "devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel", "__metadata"];
const WAITED = ["RunMicrotasks", "BlinkScheduler_PerformMicrotaskCheckpoint"];
// The task itself under another name.
const WHOLE = ["RunTask", "ThreadControllerImpl::RunTask"];

/**
 * Every task of the main threads of pages below `origin`: how long, in ms, and what was done in it for at least one, as `{ time, url, waited, has }`:
 * the address of the script, if it was one's, whether it went on with what had waited for a promise, and how many of those behind it in the list are
 * parts of it, whose time is counted in its own. The browser has pages of its own.
 */
export function tasks(trace, origin) {
  const { traceEvents: events } = JSON.parse(trace);
  const frames = events.flatMap(({ name, args }) => {
    if (name === "TracingStartedInBrowser") return args.data.frames ?? [];
    return name === "FrameCommittedInBrowser" ? [args.data] : [];
  });
  const ours = new Set(frames.filter(({ url }) => url.startsWith(origin)).map(({ processId }) => processId));
  const threads = events.filter(({ name, pid, args }) => name === "thread_name" && args.name === "CrRendererMain" && ours.has(pid));
  const main = new Set(threads.map(({ pid, tid }) => `${pid} ${tid}`));
  const here = events.filter(({ pid, tid }) => main.has(`${pid} ${tid}`));
  const found = here.filter(({ name }) => name === "RunTask");
  if (found.length === 0) throw new Error("the trace has no task of the page");
  const long = here.filter(({ name, dur }) => !WHOLE.includes(name) && dur > 1000);
  const within = (part, whole) => part !== whole && part.ts >= whole.ts && part.ts + part.dur <= whole.ts + whole.dur;
  return found.map((task) => {
    const { tdur = 0 } = task;
    const inside = tdur > 10_000 ? long.filter((part) => within(part, task)) : [];
    inside.sort((one, other) => one.ts - other.ts || other.dur - one.dur);
    const parts = inside.map((part) => {
      const { name, dur, tdur = dur, args } = part;
      const url = args.data?.url ?? args.data?.fileName ?? args.fileName;
      return { time: tdur / 1000, url, waited: WAITED.includes(name), has: inside.filter((other) => within(other, part)).length };
    });
    return { time: tdur / 1000, parts };
  });
}
