/**
 * When things are done, so that a slow phone is never kept busy for long by one task.
 */

/**
 * Does something in a task of its own, before anything that the reader does from now on.
 * @param {() => void} task
 */
export function soon(task) {
  const { scheduler } = /** @type {any} */ (window);
  if (scheduler?.postTask) scheduler.postTask(task, { priority: "user-blocking" });
  else setTimeout(task);
}

/**
 * @param {() => void} task done once the page has loaded, at once if it has
 */
export function whenLoaded(task) {
  if (document.readyState === "complete") task();
  else addEventListener("load", task);
}

/** @type {(task: () => void) => void} done while the browser has nothing else to do */
export const whenIdle =
  "requestIdleCallback" in window ? (task) => requestIdleCallback(task) : (task) => setTimeout(task, 50);
