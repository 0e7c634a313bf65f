/** What a public log says of the hidden ballots of one dialogue, beside what their files say. The log itself is checked elsewhere. */
import { jcs, type Json } from '#base'
import { fewOfAKind, found, type BallotFinding } from './findings.ts'
import { isText, holding, listOf, numberFrom, oneOf, type Guard } from './shape.ts'
import { keyDigest } from './texts.ts'
import type { CheckedBallots, CheckedBatch } from './verify-ballots.ts'

type KeyEntry = {
  readonly t: 'issuer.key'
  readonly dialogue: string
  readonly day: string
  readonly hub: string
  readonly class: string
  readonly key: string
  readonly other_key: string | undefined
  readonly least: number
  readonly opens: string
}
type Counts = {
  readonly issuer: string
  readonly roll: number
  readonly issued: number
  readonly issued_root: string
  readonly empty_root: string
}
type CountedEntry = Counts & { readonly t: 'issuer.counted'; readonly dialogue: string }
type OpenedEntry = {
  readonly t: 'ballots.opened'
  readonly dialogue: string
  readonly batch: number
  readonly digest: string
  readonly registrations: number
  readonly votes: number
  readonly registered: number
  readonly voted: number
  readonly credentials: readonly Counts[]
}
type ClientEntry = { readonly t: 'client.released'; readonly client: string }
type At<Entry> = Entry & { readonly index: number }

const most = 2 ** 31 - 1
const count = numberFrom(0, most)
const counts = { issuer: isText, roll: count, issued: count, issued_root: isText, empty_root: isText }
const isTextOrAbsent: Guard<string | undefined> = (value): value is string | undefined => value === undefined || isText(value)
const isKey = holding<KeyEntry>({
  ...{ t: oneOf('issuer.key'), dialogue: isText, day: isText, hub: isText, class: isText, key: isText },
  ...{ other_key: isTextOrAbsent, least: count, opens: isText },
})
const isCounted = holding<CountedEntry>({ t: oneOf('issuer.counted'), dialogue: isText, ...counts })
const isOpened = holding<OpenedEntry>({
  ...{ t: oneOf('ballots.opened'), dialogue: isText, batch: count, digest: isText },
  ...{ registrations: count, votes: count, registered: count, voted: count, credentials: listOf(holding<Counts>(counts), 20) },
})
const isClient = holding<ClientEntry>({ t: oneOf('client.released'), client: isText })
const isOne = holding<{ readonly t: string; readonly dialogue: string }>({
  t: oneOf('issuer.key', 'issuer.counted', 'ballots.opened'),
  dialogue: isText,
})

/** All entries of a log that are about the keys, the slots and the batches of one dialogue, in their order. */
export type Logged = {
  readonly keys: At<KeyEntry>[]
  readonly counted: At<CountedEntry>[]
  readonly opened: At<OpenedEntry>[]
  readonly clients: At<ClientEntry>[]
  /** Those that are about it and not in their form. */
  readonly unreadable: number[]
}

/** Reads the entries of a log one after another. */
export function readingLogged(dialogue: string): { take(index: number, entry: Uint8Array): void; readonly logged: Logged } {
  const logged: Logged = { keys: [], counted: [], opened: [], clients: [], unreadable: [] }
  return {
    logged,
    take(index, bytes) {
      const text = new TextDecoder().decode(bytes)
      // Cheap first: nearly all entries are about something else. Behind a stroke backwards an id can be written in another way.
      const named = text.includes(dialogue)
      if (!named && !text.includes('client.released') && !text.includes('\\')) return
      const { entry, canonical } = parsed(text)
      if (isClient(entry)) logged.clients.push({ ...entry, index })
      const about = isOne(entry) && entry.dialogue === dialogue
      // What could be read in two ways is not believed in either.
      if (!canonical && (named || about)) logged.unreadable.push(index)
      else if (!about) return
      else if (isKey(entry)) logged.keys.push({ ...entry, index })
      else if (isCounted(entry)) logged.counted.push({ ...entry, index })
      else if (isOpened(entry)) logged.opened.push({ ...entry, index })
      else logged.unreadable.push(index)
    },
  }
}

function parsed(text: string): { readonly entry: unknown; readonly canonical: boolean } {
  try {
    const entry: Json = JSON.parse(text)
    return { entry, canonical: jcs(entry) === text }
  } catch {
    return { entry: null, canonical: false }
  }
}

/** `log`: the hub or issuer whose log it is, by the name that the election has for it. That of the hub names all keys and all batches; that of an issuer elsewhere its own key and counts. */
export function loggedFindings(ballots: CheckedBallots, logged: Logged, log: string): readonly BallotFinding[] {
  const own = log === ballots.election.hub
  return fewOfAKind([
    ...logged.unreadable.map((entry) => found('logged.unreadable', { log, entry })),
    ...keyFindings(ballots, logged, log),
    ...countedFindings(ballots, logged, log),
    ...(own ? batchFindings(ballots, logged, log) : logged.opened.map(({ index }) => found('logged.elsewhere', { log, entry: index }))),
    ...(own ? clientsOf(logged, log) : []),
  ])
}

function keyFindings({ election }: CheckedBallots, { keys, opened, counted }: Logged, log: string): readonly BallotFinding[] {
  const own = log === election.hub
  const first = Math.min(firstOf(opened), firstOf(counted))
  const classes = election.electorates.flatMap(({ class: of, issuers }) => {
    const wanted = own ? issuers : issuers.filter(({ name }) => name === log)
    return wanted.length === 0
      ? []
      : [{ of, names: wanted.map(({ name }) => name).join(', '), keys: written(wanted.map(({ key }) => key)) }]
  })
  const unknown = keys.filter((entry) => !classes.some(({ of }) => of === entry.class))
  const each = classes.flatMap(({ of, names, keys: wanted }) => {
    const named = keys.filter((entry) => entry.class === of)
    const data = { log, class: of, name: names }
    if (named.length === 0) return [found('logged.key-missing', data)]
    const faults = named.flatMap((entry) => {
      const { index, day, opens, least, hub, key, other_key: other } = entry
      const here = { ...data, entry: index, day, opens }
      const same = hub === election.hub && written(other === undefined ? [key] : [key, other]) === wanted
      return [
        !same && found('logged.key-other', here),
        index > first && found('logged.key-late', { ...here, first }),
        day > opens && found('logged.key-day', here),
        own && least !== election.least && found('logged.least-differs', { ...here, told: election.least, logged: least }),
      ].filter((fault) => fault !== false)
    })
    const twice = named.length > 1 ? [found('logged.key-twice', { ...data, entries: placesOf(named) })] : []
    const holds = named.slice(0, 1).map(({ index, day }) => found('logged.key', { ...data, entry: index, day }))
    return faults.length + twice.length > 0 ? [...twice, ...faults] : holds
  })
  return [...each, ...unknown.map((entry) => found('logged.key-unknown', { log, entry: entry.index, class: entry.class }))]
}

const written = (keys: readonly string[]): string => JSON.stringify(keys.toSorted())
const firstOf = (entries: readonly { readonly index: number }[]): number => entries[0]?.index ?? Number.POSITIVE_INFINITY
const placesOf = (entries: readonly { readonly index: number }[]): string => entries.map(({ index }) => index).join(', ')

/** What an issuer says at the end of asking, in its own log. */
function countedFindings({ election }: CheckedBallots, { counted, opened }: Logged, log: string): readonly BallotFinding[] {
  const issuers = election.electorates.flatMap((each) => each.issuers).filter(({ name }) => name === log)
  const unknown = counted.filter((entry) => !issuers.some(({ key }) => keyDigest(key) === entry.issuer))
  const first = firstOf(opened)
  const each = issuers.flatMap((issuer) => {
    const told = counted.filter((entry) => entry.issuer === keyDigest(issuer.key))
    const data = { log, name: issuer.name }
    if (told.length === 0) return issuer.issued === null ? [] : [found('logged.counted-missing', data)]
    const twice = told.length > 1 ? [found('logged.counted-twice', { ...data, entries: placesOf(told) })] : []
    const faults = told.flatMap((entry) => {
      const { index, roll, issued } = entry
      const here = { ...data, entry: index, roll: issuer.roll, issued: issuer.issued ?? '-', 'logged-roll': roll, 'logged-issued': issued }
      const differs = sameCounts(issuer, entry) ? [] : [found('logged.counted-differs', here)]
      return index > first ? [...differs, found('logged.counted-late', { ...here, first })] : differs
    })
    const holds = told.map(({ index, roll, issued }) => found('logged.counted', { ...data, entry: index, roll, issued }))
    return twice.length + faults.length > 0 ? [...twice, ...faults] : holds
  })
  return [...each, ...unknown.map(({ index }) => found('logged.counted-unknown', { log, entry: index }))]
}

type Issuer = CheckedBallots['election']['electorates'][number]['issuers'][number]

const sameCounts = ({ roll, issued, commitment }: Issuer, entry: Counts): boolean =>
  entry.roll === roll &&
  entry.issued === issued &&
  entry.issued_root === commitment?.issued.root &&
  entry.empty_root === commitment.empty.root

/** All of them, no others, and in their order. */
function batchFindings({ election, batches }: CheckedBallots, { opened }: Logged, log: string): readonly BallotFinding[] {
  const issuers = election.electorates.flatMap((each) => each.issuers)
  const missing = batches.flatMap((batch, at) => {
    const told = opened.filter((entry) => entry.batch === batch.number)
    const data = { log, batch: batch.number }
    // A log is behind by minutes: while the box is open the newest batch may be missing there.
    const newest = !election.closed && at === batches.length - 1
    if (told.length === 0) return [found(newest ? 'logged.batch-not-yet' : 'logged.batch-missing', data)]
    return told.length > 1 ? [found('logged.batch-twice', { ...data, entries: placesOf(told) })] : []
  })
  const differ = opened.flatMap((entry, at) => {
    const data = { log, entry: entry.index, batch: entry.batch }
    const batch = batches.find(({ number }) => number === entry.batch)
    const before = opened[at - 1]?.batch ?? 0
    const faults = [
      batch === undefined && found('logged.batch-more', data),
      before > entry.batch && found('logged.batch-order', { ...data, before }),
      batch !== undefined && batch.digest !== entry.digest && found('logged.batch-digest', data),
      batch !== undefined && !sameBatch(batch, entry) && found('logged.batch-counts', data),
      !sameIssuers(issuers, entry) && found('logged.batch-issuers', data),
    ]
    return faults.filter((fault) => fault !== false)
  })
  const findings = [...missing, ...differ]
  const holds = found('logged.batches', { log, batches: opened.length })
  return findings.some(({ outcome }) => outcome === 'fails') ? findings : [holds, ...findings]
}

const sameBatch = ({ registrations, votes, registered, voted }: CheckedBatch, entry: OpenedEntry): boolean =>
  entry.registrations === registrations &&
  entry.votes === votes &&
  (registered === null || entry.registered === registered) &&
  (voted === null || entry.voted === voted)

const sameIssuers = (issuers: readonly Issuer[], { credentials }: OpenedEntry): boolean =>
  credentials.length === issuers.length &&
  issuers.every((issuer) => credentials.some((one) => one.issuer === keyDigest(issuer.key) && sameCounts(issuer, one)))

/** Which programs the hub gave to voters, from the one that stood when the key was named to the last batch. */
function clientsOf({ keys, opened, clients }: Logged, log: string): readonly BallotFinding[] {
  const [from, until] = [keys[0]?.index ?? 0, opened.at(-1)?.index ?? -1]
  const before = clients.findLast(({ index }) => index < from)?.index ?? from
  return clients
    .filter(({ index }) => index >= before && index < until)
    .map(({ index, client }) => found('logged.client', { log, entry: index, client }))
}
