import { z } from 'zod'
import type { Keys } from '../../../platform/keys.ts'

/** Purpose of the seal. */
export const SIDE = 'mirror-side'

export type Whose = { readonly space: string; readonly member: string }
export type OwnSide = { readonly side: string; readonly shown: boolean }

const sealed = z.tuple([z.uuid(), z.uuid(), z.uuid(), z.union([z.literal(0), z.literal(1)])])

/** With whose it is, so that a seal that is moved to another row does not open as that one's; and of one length, whatever it says. */
export const sealSide = (keys: Pick<Keys, 'seal'>, { space, member }: Whose, { side, shown }: OwnSide): Buffer =>
  keys.seal(SIDE, JSON.stringify([space, member, side, shown ? 1 : 0]))

export function openSide(keys: Pick<Keys, 'open'>, whose: Whose, lies: Buffer): OwnSide {
  const [space, member, side, shown] = sealed.parse(JSON.parse(keys.open(SIDE, lies)))
  if (space !== whose.space || member !== whose.member) throw new Error('a side lies with another member than the one it was sealed for')
  return { side, shown: shown === 1 }
}
