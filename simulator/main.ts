// Runs the simulator as a process. Environment: SIMULATOR_PORT, API_URL (receives the answers), AGENCY_TOKEN (the token
// that the court must send), SIMULATOR_SEED.
import { buildSimulator } from './build-simulator.ts';

// Every NODE_ENV that does not stand for development means production, as for API and worker.
if (!/^\s*(development|dev|test|training|)\s*$/i.test(process.env['NODE_ENV'] ?? '')) {
  console.error('The simulator replaces agencies in training; it does not start in production.');
  process.exit(1);
}
const apiUrl = process.env['API_URL'];
if (!apiUrl) {
  console.error('Missing in the environment: API_URL, the address of the API that takes the agencies’ answers.');
  process.exit(1);
}
let token: string | undefined;

const app = buildSimulator({
  runsInRealTime: true,
  ...(process.env['AGENCY_TOKEN'] ? { token: process.env['AGENCY_TOKEN'] } : {}),
  seed: Number(process.env['SIMULATOR_SEED'] ?? 2018),
  callback: async (agency, answer) => {
    token ??= await fetchToken();
    const response = await post(`/agencies/${agency}/callbacks`, answer, token);
    // 409: a second, different answer was recorded and refused; sending it again would not help.
    if (response.status === 401) token = undefined;
    if (!response.ok && response.status !== 409) throw new Error(`The API answered ${response.status}.`);
  },
});
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void app.close());
await app.listen({ port: Number(process.env['SIMULATOR_PORT'] ?? 8091), host: '127.0.0.1' });

async function fetchToken(): Promise<string> {
  const response = await post('/auth/demo-token', { user: 'agency' });
  if (!response.ok) throw new Error(`No token: the API answered ${response.status}.`);
  return ((await response.json()) as { token: string }).token;
}

function post(path: string, body: object, bearer?: string): Promise<Response> {
  return fetch(`${apiUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
    body: JSON.stringify(body),
  });
}
