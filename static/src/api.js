/** Calls to the server. Only a JSON answer counts; everything else means «ask again later». */

const PATIENCE = 30_000;

/**
 * @typedef {{status: number, json: any, retryAfter: number}} Answer  status 0: nobody answered
 * @typedef {{fetch: typeof fetch, language?: () => string, build?: string, waiting?: number, kept?: boolean, patience?: number}} Line
 *   patience: ms that a call may take unless it says otherwise; build, waiting (records not sent) and kept (whether the browser promised to keep what is stored) are told to the server, whose list of phones shows them
 * @param {Line} line
 * @param {string} method
 * @param {string} path
 * @param {{json?: any, bytes?: ArrayBuffer, type?: string, timeout?: number}} [options]
 * @returns {Promise<Answer>}
 */
export async function call(line, method, path, { json, bytes, type = 'application/json', timeout } = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), timeout ?? line.patience ?? PATIENCE);
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json' };
  if (line.language) headers['Accept-Language'] = line.language();
  if (line.build) headers['X-Tagwalk-Build'] = line.build;
  if (line.waiting !== undefined) headers['X-Tagwalk-Waiting'] = String(line.waiting);
  if (line.kept !== undefined) headers['X-Tagwalk-Kept'] = line.kept ? '1' : '0';
  if (method !== 'GET' && method !== 'HEAD') {
    headers['X-Tagwalk'] = '1';
    headers['Content-Type'] = type;
  }
  try {
    const response = await line.fetch(path, {
      method,
      headers,
      body: json === undefined ? bytes : JSON.stringify(json),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: patience.signal,
    });
    const isJson = (response.headers.get('content-type') ?? '').includes('application/json');
    return {
      status: response.status,
      json: isJson && method !== 'HEAD' ? await response.json() : null,
      retryAfter: Number(response.headers.get('retry-after')) || 0,
    };
  } catch {
    return { status: 0, json: null, retryAfter: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What an answer to a whole request means for what we hold.
 * @param {Answer} answer
 * @returns {'ok'|'signed_out'|'forbidden'|'refused'|'epoch'|'later'}
 */
export function meaning({ status, json }) {
  if (status === 200 || status === 201) return json ? 'ok' : 'later';
  if (status === 401) return 'signed_out';
  if (status === 403) return 'forbidden';
  if (status === 409 && json?.problem === 'epoch_changed') return 'epoch';
  if (status === 408 || status === 425 || status === 429 || status < 400 || status >= 500) return 'later';
  return 'refused';
}
