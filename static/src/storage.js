/** How much room there is on this phone: photos and recordings stop in time, words never do. */

/** Shares of what the browser lets us have. */
export const TIGHT = 0.7;
export const FULL = 0.9;

/** @returns {Promise<{used: number, most: number, share: number}>} bytes; nothing where the browser does not say */
export async function room() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return { used: usage, most: quota, share: quota ? usage / quota : 0 };
}

export const isFull = async () => (await room()).share > FULL;

/** 12 MB, 1.5 GB @param {number} bytes */
export const sizeOf = (bytes) =>
  bytes < 1e9 ? `${Math.max(1, Math.round(bytes / 1e6))} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
