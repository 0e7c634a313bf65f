import { rooms } from '../main/rooms.ts'
import type { Hub } from './hub.ts'

/** One turn of the clock in the room of the public log alone: what happened since is taken in and signed. */
export async function takeTurn(hub: Pick<Hub, 'kit' | 'runner'>): Promise<void> {
  const { sweeps = [] } = rooms.find(({ name }) => name === 'transparency')?.jobs?.(hub.kit) ?? {}
  for (const { sweep } of sweeps) await sweep(hub.runner)
}
