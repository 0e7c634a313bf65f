import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { batchName, electionName, keyDigest, slotsName, talliesName, type Election, type ElectionIssuer } from '#hidden-ballot'
import { z } from 'zod'
import type { Asked } from './asked.ts'
import { HubFault, InputRefused, WrongUse } from './faults.ts'
import { jsonOf } from './json-of.ts'
import { ask, isAddress, readerOfFolder } from './log-place.ts'
import { harmless } from './terminal.ts'
import { own, type Told } from './log-told.ts'

export type ReadBallots = (name: string) => Promise<Uint8Array | undefined>

const BALLOTS = /^https?:\/\/[^/]+\/api\/ballots\/[0-9a-f-]{36}\/?$/i
/** A batch of a hundred thousand votes, and two minutes for it. */
const WANTS = { mostBytes: 64 * 1024 * 1024, mostMs: 120_000 }

/** The address of a box on a hub, or a folder with its public files. */
export const isBallots = (given: string): boolean =>
  BALLOTS.test(given) || (existsSync(join(given, electionName)) && statSync(given).isDirectory())

/** Where `isBallots` says so. `slots`: where the list of slots of a second issuer is asked for, an address or a folder; null: it is looked for beside the rest. */
export function ballotFilesAt(given: string, slots: string | null = null): ReadBallots {
  const read = BALLOTS.test(given) ? ofAddress(given) : ofFolder(given)
  return slots === null ? read : withSlots(read, slots)
}

/** What an option names; refused where it is no such place. */
export function ballotsNamed(given: string): ReadBallots {
  if (isBallots(given)) return ballotFilesAt(given)
  throw new InputRefused(`${harmless(given)} is neither the address of a ballot box nor a folder with its files.`)
}

/** What somebody keeps of hidden votes is asked about with --box, and with --log and its key. */
export function refuseForeign(asked: Asked, what: string): void {
  const log = asked.has('log')
  const foreign = ['since', 'entry', 'slots', 'other-log', 'other-key', ...(log ? [] : ['key', 'policy'])].find((option) =>
    asked.has(option),
  )
  if (foreign !== undefined) throw new WrongUse(`--${foreign} is not for ${what}${log ? '' : ' without --log'}.`)
}

function ofFolder(folder: string): ReadBallots {
  const read = readerOfFolder(folder)
  return async (name) => (await read(name)) ?? undefined
}

/** What another machine gives under an address; undefined: nothing. */
async function fileAt(address: string): Promise<Uint8Array | undefined> {
  const { status, body } = await ask(address, WANTS)
  if (status === 200) return body
  if (status === 404 || status === 410) return undefined
  if (status === 409) return KEPT
  throw new HubFault(`${harmless(address)} answered ${status}.`)
}
/** There, and not given out yet. */
const KEPT = new Uint8Array()

function ofAddress(address: string): ReadBallots {
  const base = address.replace(/\/$/, '')
  let slots: readonly string[] = []
  return async (name) => {
    const path = pathOf(name)
    // The list of slots is with the issuer. That of another hub is asked for where --slots names it.
    const asked = path === null ? (slots.includes(name) ? slotsAddress(base) : null) : `${base}/${path}`
    const bytes = asked === null ? undefined : await fileAt(asked)
    if (bytes === KEPT && name === electionName)
      throw new InputRefused('The public files of this dialogue are given out when its vote is closed.')
    if (bytes !== undefined && name === electionName) slots = listsIn(bytes).own
    return bytes === KEPT ? undefined : bytes
  }
}

function pathOf(name: string): string | null {
  const number = /^batch-(\d+)\.json$/.exec(name)?.[1]
  if (number !== undefined && batchName(Number(number)) === name) return `batches/${number}`
  return name === electionName || name === talliesName ? name.replace(/\.json$/, '') : null
}

const slotsAddress = (base: string): string => base.replace(/\/api\/ballots\/([0-9a-f-]{36})$/i, '/api/credentials/issuances/$1/slots')

function withSlots(read: ReadBallots, place: string): ReadBallots {
  let lists: Lists | null = null
  return async (name) => {
    if (lists?.others.includes(name) === true) {
      const bytes = isAddress(place) ? await fileAt(`${atIssuer(place)}/issuances/${lists.dialogue}/slots`) : await ofFolder(place)(name)
      if (bytes === undefined || bytes === KEPT) throw new InputRefused(`${harmless(place)} gives out no list of slots of this dialogue.`)
      return bytes
    }
    const bytes = await read(name)
    if (bytes !== undefined && name === electionName) lists = listsIn(bytes)
    return bytes
  }
}

const atIssuer = (place: string): string => `${place.replace(/\/+$/, '')}/api/credentials`

type Lists = { readonly dialogue: string; readonly own: readonly string[]; readonly others: readonly string[] }

/** What the lists of slots are called, of the hub itself and of others. None where the election cannot be read. */
function listsIn(election: Uint8Array): Lists {
  const { hub, dialogue, electorates } = ELECTION.safeParse(jsonOf(election)).data ?? { hub: '', dialogue: '', electorates: [] }
  const issuers = electorates.flatMap((each) => each.issuers)
  const named = (here: boolean) => issuers.filter(({ name }) => (name === hub) === here).map(({ key }) => slotsName(keyDigest(key)))
  return { dialogue, own: named(true), others: named(false) }
}

const issuer = z.looseObject({ name: z.string(), key: z.string().regex(/^[\w-]+$/) })
const ELECTION = z.looseObject({ hub: z.string(), dialogue: z.string(), electorates: z.array(z.looseObject({ issuers: z.array(issuer) })) })
const tree = z.looseObject({ size: z.number(), root: z.string() })
const COUNTS = z.looseObject({
  electorate: z.looseObject({ hub: z.string(), dialogue: z.string(), class: z.string(), issuers: z.array(issuer) }),
  asked: z.number().nullable(),
  roll: z.number().nullable(),
  commitment: z.looseObject({ issued: tree, empty: tree }).nullable(),
})

/** Whether a second issuer says of itself what the election says of it. Nothing where a folder was given: there are lists alone. */
export async function issuerFindings(place: string, { hub, dialogue, electorates }: Election): Promise<readonly Told[]> {
  if (!isAddress(place)) return []
  const bytes = await fileAt(`${atIssuer(place)}/dialogues/${dialogue}`)
  const said = COUNTS.safeParse(jsonOf(bytes ?? new Uint8Array())).data
  return electorates.flatMap(({ class: of, issuers }) =>
    issuers
      .filter(({ name }) => name !== hub)
      .map((one) =>
        said !== undefined && saysSame(said, { hub, dialogue, class: of, issuer: one })
          ? own('holds', 'issuer.same', `${one.name} itself says the same key, roll, credentials and roots at ${place}.`)
          : own(
              'fails',
              'issuer.differs',
              `What is said at ${place} is not the key, roll, credentials and roots of ${one.name} in the election.`,
            ),
      ),
  )
}

type Wanted = { readonly hub: string; readonly dialogue: string; readonly class: string; readonly issuer: ElectionIssuer }

function saysSame({ electorate, asked, roll, commitment }: z.infer<typeof COUNTS>, { issuer: told, ...place }: Wanted): boolean {
  const same = electorate.hub === place.hub && electorate.dialogue === place.dialogue && electorate.class === place.class
  const trees = (['issued', 'empty'] as const).every((state) => {
    const [here, there] = [told.commitment?.[state], commitment?.[state]]
    return here?.root === there?.root && here?.size === there?.size
  })
  return same && trees && electorate.issuers.some(({ key }) => key === told.key) && asked === told.issued && roll === told.roll
}
