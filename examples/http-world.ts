// The player's connection to a running system: the API and the simulator over HTTP.
import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from './clocks.ts';

/** Sends requests as the demonstration users; repeats them while a server is away. */
export function httpWorld(apiUrl: string, simulatorUrl: string): World {
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (user: string) => {
    if (!tokens.has(user))
      tokens.set(
        user,
        post(`${apiUrl}/auth/demo-token`, { user }).then((answer) => (answer as { token: string }).token),
      );
    return tokens.get(user)!;
  };
  return {
    call: async (as, method, path, body) => request(`${apiUrl}${path}`, method, body, await tokenOf(as)),
    simulate: (path, body) => post(`${simulatorUrl}${path}`, body),
    fetchAnswers: () => sleep(100),
  };
}

function post(url: string, body: object): Promise<unknown> {
  return request(url, 'POST', body);
}

const maxTries = 150;

/** Repeats a request whose answer was lost. It may have been carried out before: `409` on a repetition means that. */
async function request(url: string, method: string, body?: object, token?: string): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    const response = await attempt(url, method, body, token);
    if (response === undefined || response.status === 503) {
      if (tries === maxTries) throw new Error(`${method} ${url}: not reached.`);
      await sleep(200);
      continue;
    }
    const text = await response.text();
    if (response.status === 409 && tries > 1) return undefined;
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}

/** One attempt; undefined when the server does not answer. */
function attempt(url: string, method: string, body?: object, token?: string): Promise<Response | undefined> {
  const headers = {
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  return fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }).catch(() => undefined);
}
