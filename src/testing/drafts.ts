import type { CastName } from './cast.ts'
import type { Hub } from './hub.ts'

/** Under which names what is written on a page stays on the device: none where the page does not bring what keeps it. */
export async function draftsOn(hub: Hub, name: CastName, path: string): Promise<readonly string[]> {
  const html = await (await hub.as(name).get(path)).text()
  const person = hub.cast.members.get(name)?.person ?? ''
  const keys = [...html.matchAll(/<keep-draft data-key="([^"]+)"/g)].map(([, key = '']) => key)
  return html.includes('/assets/keep-draft.js') ? keys.map((key) => key.replace(`/${person}`, '')) : []
}
