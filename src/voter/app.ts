import { keyDigest, type Electorate, type Voter, type Vote, voterOf } from '#hidden-ballot'
import { boxOf, type Answered, type Box, type BoxState } from './hub.ts'
import { logOf, type Log } from './log-files.ts'
import { visitStore, type Outside, type Store } from './outside.ts'
import type { Passkeys } from './passkey.ts'
import { lookInLog, type Vouched } from './public-log.ts'
import { sayingIn, type Key, type Language, type Say } from './say.ts'
import { standingHere, type Speaker } from './sending.ts'
import { keysHere, onShelf, type Answers, type Shelf } from './kept.ts'

/** Whose dialogue: its number, and the origin of its box, '' for the page's own. */
export type Place = { readonly base: string; readonly dialogue: string }

/** All that the page knows at a moment. It is drawn anew whenever it changes. */
export type App = {
  readonly outside: Outside
  readonly passkeys: Passkeys
  /** The page's own origin and host; its host is the name of the hub that served it. */
  readonly origin: string
  readonly host: string
  language: Language
  say: Say
  /** Where things stay: on a shelf of the device, or for this visit alone (`shelf` is null). */
  store: Store
  shelf: Shelf | null
  place: Place | null
  state: BoxState | null
  electorate: Electorate | null
  /** What the public log says of the keys in `electorate`; null: it was not looked at. */
  looked: Answered<Vouched> | null
  root: Uint8Array | null
  voter: Voter | null
  /** What is being done with the key. */
  step: 'start' | 'kit' | 'ask' | 'enter' | 'keep' | 'ready'
  /** Chosen here, or known by the box. */
  answers: Answers
  registered: boolean
  muted: string | null
  sent: readonly Vote[]
  /** Whether the receipts are shown as a sheet, and nothing else. */
  sheet: boolean
  draw(): void
  /** Said at once, to those who listen too. */
  tell(key: Key, data?: Readonly<Record<string, string | number>>): void
}

export function boxOfApp({ outside, place }: Pick<App, 'outside' | 'place'>): Box | null {
  return place === null ? null : boxOf(outside, place.base, place.dialogue)
}

export function speakerOf(app: App): Speaker | null {
  const { voter, electorate, store } = app
  const box = boxOfApp(app)
  return voter === null || electorate === null || box === null ? null : { voter, electorate, box, store }
}

export const spoken = ({ voter, electorate }: Pick<App, 'voter' | 'electorate'>): string =>
  `spoke.${electorate?.dialogue ?? ''}.${voter?.key ?? ''}`

export const issuerNames = ({ electorate }: App): readonly { readonly name: string; readonly digest: string }[] =>
  (electorate?.issuers ?? []).map(({ name, key }) => ({ name, digest: keyDigest(key) }))

/** The address of a hidden page, or what stands after # in it: `<dialogue>` or `<dialogue>@<origin of the box>`. */
export function placeIn(address: string, origin: string): Place | null {
  const url = URL.canParse(address, origin) ? new URL(address, origin) : null
  const [dialogue = '', box] = (url?.hash.slice(1) ?? '').split('@')
  if (url === null || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(dialogue)) return null
  const from = box !== undefined && URL.canParse(box) ? new URL(box).origin : url.origin
  return /^https?:/.test(from) && from !== origin ? { base: from, dialogue } : { base: '', dialogue }
}

export function speak(app: App, language: Language): void {
  app.language = language
  app.say = sayingIn(language)
  document.documentElement.lang = language
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
  document.title = app.say('title')
}

/** Reads what the box says of the dialogue. Nothing of the voter is in this question. */
export async function readBox(app: Pick<App, 'outside' | 'place' | 'state' | 'electorate' | 'tell'>): Promise<void> {
  const answer = await boxOfApp(app)?.state()
  if (answer?.ok === true) {
    app.state = answer.value
    // One, and of the dialogue that was asked for: whoever is shown an electorate of their own is known by it.
    const [electorate, ...others] = answer.value.electorates
    app.electorate = electorate?.dialogue === app.place?.dialogue && others.length === 0 ? (electorate ?? null) : null
    if (app.electorate === null) app.tell('credential.differs')
  } else if (answer !== undefined) tellFault(app, answer)
}

/** The log of the hub that holds the dialogue: it tells the keys of all issuers. The box may have an address of its own; the electorate says whose it is. */
export function logOfApp({
  outside,
  place,
  electorate,
  origin,
  host,
}: Pick<App, 'outside' | 'place' | 'electorate' | 'origin' | 'host'>): Log | null {
  if (place === null || electorate === null) return null
  const { hub } = electorate
  const box = new URL(place.base === '' ? origin : place.base)
  return logOf(outside, { base: hub === host ? '' : `${box.protocol}//${hub}`, hub })
}

/** Whether this page is one of the hub that holds the dialogue: then the account is asked by its session, wherever the box is. */
export const isHome = ({ electorate, host }: App): boolean => electorate?.hub === host

const visits = new WeakMap<App, Store>()

/** Where the head of the log is kept: on the device only where its owner keeps a key there, and not on one that somebody borrowed. */
export function memoryOf(app: App): Store {
  if (keysHere(app.outside.device).length > 0) return app.outside.device
  const visit = visits.get(app) ?? visitStore()
  visits.set(app, visit)
  return visit
}

/** Whether the keys that the box names stand in the public log. Asked without anything of the voter, like the state of the box. */
export async function lookAtKeys(app: App, look = lookInLog): Promise<void> {
  const [log, { electorate }] = [logOfApp(app), app]
  app.looked = log === null || electorate === null ? null : await look(log, { electorate, memory: memoryOf(app) })
}

const logFaults: readonly Key[] = [
  ...(['log.unreachable', 'log.stands', 'log.broken', 'log.changed'] as const),
  ...(['log.key-missing', 'log.other-key', 'log.two-keys'] as const),
]
export const logFault = (fault: string): Key | null => logFaults.find((one) => one === fault) ?? null

export function useShelf(app: App, shelf: Shelf): void {
  app.shelf = shelf
  app.store = onShelf(app.outside.device, shelf)
}

/** As it is before a key is open. */
export const noKey = () => ({
  ...{ store: visitStore(), shelf: null, root: null, voter: null, step: 'start' as const },
  ...{ answers: {}, registered: false, muted: null, sent: [], sheet: false },
})
export const closeKey = (app: App): void => void Object.assign(app, noKey())

export function tellFault(app: Pick<App, 'tell'>, { fault, detail }: { readonly fault: string; readonly detail: string | null }): void {
  const known: readonly Key[] = ['credential.another-asked', 'credential.key-taken', 'credential.refused', 'credential.missing']
  const key = known.find((one) => one === fault) ?? logFault(fault)
  if (key !== null) app.tell(key)
  else if (fault === 'network') app.tell('fault.network')
  else app.tell('fault.other', { detail: detail ?? fault })
}

/** The key is open: the voter of this dialogue comes from it. Only a device that has spoken before asks the box at once: a first question has its moment. */
export async function openKey(app: App, root: Uint8Array): Promise<void> {
  app.root = root
  if (app.electorate !== null) app.voter = await voterOf(root, app.electorate)
  app.step = 'ready'
  if (app.store.get(spoken(app)) !== null) await readStanding(app)
}

export async function readStanding(app: App): Promise<void> {
  const speaker = speakerOf(app)
  const standing = speaker === null ? null : await standingHere(speaker)
  if (standing === null) return
  if (!standing.ok) return tellFault(app, standing)
  const { registered, muted, reasons, votes } = standing.value
  app.registered = registered
  app.muted = muted ? (reasons ?? '') : null
  const known = votes.map(({ statement, choice, important }) => [String(statement), { choice: choiceOf(choice), important }] as const)
  app.answers = { ...Object.fromEntries(known), ...app.answers }
}

const choiceOf = (choice: string): Vote['choice'] => (choice === 'agree' || choice === 'disagree' ? choice : 'pass')
