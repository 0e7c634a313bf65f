import type { Kind, Verdict } from '#base'
import type { Child } from 'hono/jsx'
import type { Hono } from 'hono'
import type { Actor } from '../core/actor.ts'
import type { Answerable } from '../core/answerable.ts'
import type { Citable } from '../core/citable.ts'
import type { HiddenVoices } from '../core/hidden-voices.ts'
import type { HeldData, Holding, Own } from '../core/holding.ts'
import type { Staying } from '../core/moving.ts'
import type { News, NewsAsked } from '../core/news.ts'
import type { Operation } from '../core/operation.ts'
import type { Deed, Runner } from '../core/perform.ts'
import type { Publication, Subject } from '../core/published.ts'
import type { Receiver, UnnamedReceiver } from '../core/receiver.ts'
import type { Records } from '../core/recorded.ts'
import type { Reportable, ThingId } from '../core/reportable.ts'
import type { Listener, Sweep } from '../core/worker.ts'
import type { MapBorders } from '../platform/config.ts'
import type { Reader } from '../platform/db.ts'
import type { Mailer } from '../platform/mail.ts'
import type { Pusher } from '../platform/push.ts'
import type { Form, Problem } from './form.ts'
import type { KeptPages } from './kept-pages.ts'
import type { Limits } from './limits.ts'
import type { Live } from './live.ts'
import type { Env, NamedContact, Page, SessionPart } from './page.ts'
import type { Books } from './say.ts'

/** What main hands to a room when the hub starts. */
export type Kit = {
  readonly runner: Runner
  readonly books: Books
  readonly mailer: Mailer
  readonly pusher: Pusher
  readonly limits: Limits
  readonly live: Live
  readonly keptPages: KeptPages
  readonly publicUrl: string
  readonly hubName: string
  readonly demo: boolean
  /** Where the quick exit leads. */
  readonly leaveTo: string
  /** Which borders between states a map draws. */
  readonly mapBorders: MapBorders
  readonly secureCookies: boolean
  readonly homeZone: string
  /** The same for the drawing of one page, and no longer: what several rooms read in the same words is read once, and nothing is written. */
  readonly forOnePage: () => Kit
  /** What the rooms show on a body's page, in their order. */
  readonly bodySections: (page: Page, bodyId: string) => Promise<readonly Child[]>
  /** What the rooms show on the pages of a session and of an edition, in their order. */
  readonly sessionSections: (page: Page, session: ShownSession) => Promise<readonly Child[]>
  readonly editionSections: (page: Page, edition: ShownEdition) => Promise<readonly Child[]>
  /** What the rooms show on the page of what can be followed (a community, a place, a topic, a body), in their order. */
  readonly subjectSections: (page: Page, subject: ShownSubject) => Promise<readonly Child[]>
  /** What the rooms add where something is shown that can be reported, in their order. */
  readonly thingSections: (page: Page, shown: ShownThing) => Promise<readonly Child[]>
  /** What the rooms put beside things of one sort in one place, by what each is called there: for lists of them, in one reading. */
  readonly thingLabels: (page: Page, at: Pick<ThingId, 'sort' | 'scope'>) => Promise<ReadonlyMap<string, readonly Child[]>>
  /** All that the hub can do, and every code with which it may refuse: what the API is, and what is told of it. */
  readonly operations: readonly Operation[]
  readonly refusals: Readonly<Record<string, Kind>>
  /** Further ways in, where one signs in: cards of a list. */
  readonly signInWays: (page: Page, then: string | undefined) => Promise<readonly Child[]>
  /** The same on the page about how one signs in; `mayChange` says whether the reader has signed in just now. */
  readonly ownWaysIn: (page: Page, mayChange: Verdict) => Promise<readonly Child[]>
  /** What the rooms have for these accounts since then, in no order. */
  readonly news: (asked: NewsAsked) => Promise<readonly News[]>
  /** What the rooms say at the top of a reader's own page, in their order. */
  readonly ownNotes: (page: Page) => Promise<readonly Child[]>
  /** Where a newcomer goes who has chosen a name: by the page that a room has for them to where they wanted. */
  readonly welcome: (then: string | null) => string | null
  /** What whoever joins the hub, or that body, has to accept; null: nothing. */
  readonly joining: (page: Page, scope: string) => Promise<Joining | null>
  /** Whom somebody asks who has a question about the page of that address; null: nobody is named, or none that this reader may know of. */
  readonly contactAt: ContactAt
  /** Where the rooms name somebody to everybody, whatever their card says; in their order, for that reader's own eyes. */
  readonly namings: (page: Page, person: string) => Promise<readonly PublicNaming[]>
  /** What waits for the reader in communities where they belong, by the ids of these; for their own eyes. */
  readonly waitingIn: (page: Page, communities: readonly string[]) => Promise<ReadonlyMap<string, readonly Child[]>>
  /** One whole sentence for whoever runs the hub: a link where no mail goes out, a fault of a job. */
  readonly note: (line: string) => void
}

export type ContactAt = (path: string, actor: Actor) => Promise<NamedContact | null>

/** Who somebody is whose browser holds this session token. */
export type Identify = (
  token: string | null,
  now: Date,
) => Promise<
  Pick<Actor, 'account' | 'person' | 'operator' | 'leavingAt'> & {
    readonly name: string | null
    /** Whether the account has other identities to act as. */
    readonly several: boolean
  }
>

/** Whose access token this is and what it may do; null for one that is unknown, over or taken back. */
export type IdentifyToken = (
  token: string,
  now: Date,
) => Promise<(Pick<Actor, 'account' | 'person' | 'token'> & { readonly name: string }) | null>

/** A part of the hub's first page; main puts them in the order of the rooms. */
export type Front = (kit: Kit, page: Page) => Promise<Child>

/** A part of a body's page, from a room that the room of the bodies does not know. */
export type BodySection = (kit: Kit, page: Page, bodyId: string) => Promise<Child>

/** A session of a summit and an edition of it, as their pages know them; paths are without language. */
export type ShownSession = { readonly id: string; readonly editionId: string; readonly path: string }
export type SessionSection = (kit: Kit, page: Page, session: ShownSession) => Promise<Child>
export type ShownEdition = {
  readonly id: string
  readonly path: string
  readonly summitId: string
  readonly state: 'draft' | 'announced' | 'called-off'
  readonly startsOn: string
  readonly zone: string
  /** Whether the reader is of those who hold it. */
  readonly organiser: boolean
}
export type EditionSection = (kit: Kit, page: Page, edition: ShownEdition) => Promise<Child>

/** What has a page and can be followed; the path is without language. */
export type ShownSubject = Subject & { readonly path: string; readonly name: string }
export type SubjectSection = (kit: Kit, page: Page, subject: ShownSubject) => Promise<Child>

/** That a room names somebody to everybody, since they took something on that is public. */
export type PublicNaming = {
  /** As what, in the reader's words. */
  readonly what: string
  /** Of what, as it is called; null where `what` says it all. */
  readonly of: { readonly name: string; readonly language: string } | null
  /** Where the name stands, without language. */
  readonly path: string
  /** A day; null where none is kept. */
  readonly since: string | null
  /** How one ends it, as a whole sentence, and where; null: it ends by itself, and the sentence says when. */
  readonly out: { readonly words: string; readonly path: string | null }
}
export type NamedOf = (kit: Kit, page: Page, person: string) => Promise<readonly PublicNaming[]>

/** Beside each of these communities what waits in this room for the acting identity: where nothing does, it is absent. In few readings, however many there are. */
export type WaitingIn = (kit: Kit, page: Page, communities: readonly string[]) => Promise<ReadonlyMap<string, Child>>

/** What somebody accepts who joins: shown in the form, asked of it before anything is done, and recorded in the transaction in which they join. */
export type Joining = {
  draw(problem: Problem | undefined): Child
  /** Refuses a form in which it was not accepted. */
  demand(form: Form): void
  record(deed: Deed, actor: Actor): Promise<void>
}

/** Something that can be reported, on its own page (`path`) or on the private page of whoever wrote it. */
export type ShownThing = ThingId & { readonly path: string; readonly toAuthor: boolean }
export type ThingSection = (kit: Kit, page: Page, shown: ShownThing) => Promise<Child>
export type ThingLabels = (kit: Kit, page: Page, at: Pick<ThingId, 'sort' | 'scope'>) => Promise<ReadonlyMap<string, Child>>

/** A letter with invented content, for `/dev/mail` and for the test that reads each in each language. */
export type SampleLetter = {
  readonly name: string
  readonly draw: (page: Pick<Page, 'say' | 'publicUrl' | 'hubName'>) => { subject: string; text: string; html: string }
}

/** What the worker does for a room: hear events, and look at the clock. */
export type Jobs = { readonly listeners: readonly Listener[]; readonly sweeps: readonly Sweep[] }

export type { HeldData, Holding, NamedContact, News, NewsAsked, Own }

/** What a room hands to main. Peers meet here and nowhere else. */
export type Manifest = {
  readonly name: string
  readonly messages: URL
  readonly refusals: Readonly<Record<string, Kind>>
  readonly operations: readonly Operation[]
  readonly pages?: (kit: Kit) => Hono<Env>
  readonly jobs?: (kit: Kit) => Jobs
  /** Kinds of events that are told by the thousand: pages that are kept need not be drawn anew for each of them. */
  readonly often?: readonly string[]
  /** What must end with the hub (a thread). */
  readonly stop?: () => Promise<void>
  readonly identify?: (kit: Kit) => Identify
  readonly front?: Front
  readonly bodySection?: BodySection
  readonly sessionSection?: SessionSection
  /** The page of this room that every session has, also where there is nothing on it yet. */
  readonly sessionPart?: SessionPart
  readonly editionSection?: EditionSection
  readonly subjectSection?: SubjectSection
  readonly ownNote?: Front
  /** A page for newcomers, without language; it takes `then`. */
  readonly welcome?: string
  /** Whether something of the room would be without anybody who leads it, were this identity removed. */
  readonly needs?: (db: Reader, personId: string) => Promise<boolean>
  readonly contactAt?: (kit: Kit) => ContactAt
  /** Of what of this room somebody can be named who answers questions about it. */
  readonly answerables?: readonly Answerable[]
  readonly joining?: (kit: Kit, page: Page, scope: string) => Promise<Joining | null>
  /** Where this room names somebody in public whatever their card says. */
  readonly namedOf?: NamedOf
  /** What waits for somebody in communities where they belong. */
  readonly waitingIn?: WaitingIn
  readonly thingSection?: ThingSection
  /** What of this room may be reported to moderators. */
  readonly reportables?: readonly Reportable[]
  /** What of this room a text can cite. */
  readonly citables?: readonly Citable[]
  /** What of this room can be followed, found and shared. */
  readonly publications?: readonly Publication[]
  /** What of this room stands in the public log. */
  readonly recorded?: Records
  /** Where this room takes sentences that were said in a session. */
  readonly receivers?: readonly Receiver[]
  /** Where this room takes what somebody said to a trusted intermediary. */
  readonly unnamedReceivers?: readonly UnnamedReceiver[]
  /** What of this room hidden voices vote on. */
  readonly hiddenVoices?: readonly HiddenVoices[]
  /** Addresses at which nobody is known: whatever a request says of who sends it is taken off before anything reads it. */
  readonly withoutSession?: RegExp
  readonly letters?: readonly SampleLetter[]
  /** Every table of the room. */
  readonly holds?: readonly Holding[]
  /** Why its tables stay when a space moves to another hub, but for those that say how they travel. */
  readonly stays?: Staying
  readonly heldOf?: (kit: Kit, own: Own) => Promise<HeldData>
  readonly news?: (kit: Kit, asked: NewsAsked) => Promise<readonly News[]>
  /** How much of it the signed-in reader has not seen yet: the mark in the header. */
  readonly unseen?: (kit: Kit) => (actor: Actor) => Promise<number>
  readonly thingLabels?: ThingLabels
  readonly signInWays?: (kit: Kit, page: Page, then: string | undefined) => Promise<Child>
  readonly ownWaysIn?: (kit: Kit, page: Page, mayChange: Verdict) => Promise<Child>
  readonly identifyToken?: (kit: Kit) => IdentifyToken
}
