import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { MOST_DEVICES } from './rules.ts'

export const signedIn = (actor: Actor): Verdict => (actor.account === null ? noFromHub('sign-in.needed') : yes)

/** What the hub's own clock does, or its mail server hands in, and nobody else. */
export const hubAlone = (actor: Actor): Verdict => (actor.account === null && actor.operator ? yes : no('letters.hub-only'))

/** Somebody was faster: this morning's letter is on its way. */
const stillAt = (known: Date | null | undefined, since: Date | null): Verdict =>
  known !== undefined && known?.getTime() === since?.getTime() ? yes : no('letters.queued')

export const mayQueue = (actor: Actor, known: Date | null | undefined, since: Date | null): Verdict =>
  all(hubAlone(actor), stillAt(known, since))

type Devices = { readonly known: boolean; readonly devices: number; readonly fits: boolean }

export const mayAddDevice = (actor: Actor, { known, devices, fits }: Devices): Verdict =>
  all(signedIn(actor), fits ? yes : no('devices.unfit'), known || devices < MOST_DEVICES ? yes : no('devices.too-many'))

export const mayRemoveDevice = (actor: Actor, known: boolean): Verdict => all(signedIn(actor), known ? yes : no('devices.missing'))
