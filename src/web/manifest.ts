import type { Kind } from '#base'
import type { Child } from 'hono/jsx'
import type { Hono } from 'hono'
import type { Actor } from '../core/actor.ts'
import type { Operation } from '../core/operation.ts'
import type { Runner } from '../core/perform.ts'
import type { Reportable, ThingId } from '../core/reportable.ts'
import type { Listener, Sweep } from '../core/worker.ts'
import type { Mailer } from '../platform/mail.ts'
import type { Limits } from './limits.ts'
import type { Live } from './live.ts'
import type { Env, Page } from './page.ts'
import type { Books } from './say.ts'

/** What main hands to a room when the hub starts. */
export type Kit = {
  readonly runner: Runner
  readonly books: Books
  readonly mailer: Mailer
  readonly limits: Limits
  readonly live: Live
  readonly publicUrl: string
  readonly hubName: string
  readonly demo: boolean
  readonly secureCookies: boolean
  readonly homeZone: string
  /** What the rooms show on a body's page, in their order. */
  readonly bodySections: (page: Page, bodyId: string) => Promise<readonly Child[]>
  /** What the rooms add where something is shown that can be reported, in their order. */
  readonly thingSections: (page: Page, shown: ShownThing) => Promise<readonly Child[]>
  /** One whole sentence for whoever runs the hub: a link where no mail goes out, a fault of a job. */
  readonly note: (line: string) => void
}

/** Who somebody is whose browser holds this session token. */
export type Identify = (
  token: string | null,
  now: Date,
) => Promise<Pick<Actor, 'account' | 'person' | 'operator'> & { readonly name: string | null }>

/** A part of the hub's first page; main puts them in the order of the rooms. */
export type Front = (kit: Kit, page: Page) => Promise<Child>

/** A part of a body's page, from a room that the room of the bodies does not know. */
export type BodySection = (kit: Kit, page: Page, bodyId: string) => Promise<Child>

/** Something that can be reported, on its own page (`path`) or on the private page of whoever wrote it. */
export type ShownThing = ThingId & { readonly path: string; readonly toAuthor: boolean }
export type ThingSection = (kit: Kit, page: Page, shown: ShownThing) => Promise<Child>

/** A letter with invented content, for `/dev/mail` and for the test that reads each in each language. */
export type SampleLetter = {
  readonly name: string
  readonly draw: (page: Pick<Page, 'say' | 'publicUrl' | 'hubName'>) => { subject: string; text: string; html: string }
}

/** What the worker does for a room: hear events, and look at the clock. */
export type Jobs = { readonly listeners: readonly Listener[]; readonly sweeps: readonly Sweep[] }

/** What a room hands to main. Peers meet here and nowhere else. */
export type Manifest = {
  readonly name: string
  readonly messages: URL
  readonly refusals: Readonly<Record<string, Kind>>
  readonly operations: readonly Operation[]
  readonly pages?: (kit: Kit) => Hono<Env>
  readonly jobs?: (kit: Kit) => Jobs
  /** What must end with the hub (a thread). */
  readonly stop?: () => Promise<void>
  readonly identify?: (kit: Kit) => Identify
  readonly front?: Front
  readonly bodySection?: BodySection
  readonly thingSection?: ThingSection
  /** What of this room may be reported to moderators. */
  readonly reportables?: readonly Reportable[]
  readonly letters?: readonly SampleLetter[]
}
