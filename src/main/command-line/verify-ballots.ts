import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { batchName, electionName, keyDigest, slotsName, talliesName, verifyBallots, type BallotFinding } from '#hidden-ballot'
import { z } from 'zod'
import type { Asked } from './asked.ts'
import { sentenceOf } from './ballot-sentences.ts'
import { codeOf, HubFault, InputRefused, WrongUse } from './faults.ts'
import { ask } from './log-place.ts'
import { harmless, type Terminal } from './terminal.ts'
import type { Told } from './verify-log.ts'

type Read = (name: string) => Promise<Uint8Array | undefined>

const BALLOTS = /^https?:\/\/[^/]+\/api\/ballots\/[0-9a-f-]{36}\/?$/i
const OPTIONS = ['key', 'policy', 'since', 'entry', 'log', 'box']
const LONGEST = 1000
/** A batch of a hundred thousand votes, and two minutes for it. */
const WANTS = { mostBytes: 64 * 1024 * 1024, mostMs: 120_000 }

/** The address of a box on a hub, or a folder with its public files. */
export const isBallots = (given: string): boolean =>
  BALLOTS.test(given) || (existsSync(join(given, electionName)) && statSync(given).isDirectory())

/** Every credential and every vote of a dialogue's hidden voters, again. */
export async function findingsOfBallots(asked: Asked, terminal: Terminal): Promise<readonly Told[]> {
  const [given = ''] = asked.arguments
  const foreign = OPTIONS.find((option) => asked.has(option))
  if (foreign !== undefined)
    throw new WrongUse(`--${foreign} is not for ballots: their keys stand in election.json, and in the public log.`)
  let done = ''
  terminal.step(`Reading the ballots at ${harmless(given)}…`, () => done)
  const progress = (batches: number, of: number): void => void (done = `${batches} of ${of} batches`)
  const { findings } = await verifyBallots(ballotFilesAt(given), { progress })
  return findings.map(toldOf)
}

export const toldOf = (finding: BallotFinding): Told => ({ ...finding, sentence: harmless(sentenceOf(finding), LONGEST) })

/** Where `isBallots` says so. */
export const ballotFilesAt = (given: string): Read => (BALLOTS.test(given) ? ofAddress(given) : ofFolder(given))

export const verdictOfBallots = (findings: readonly Told[]): string =>
  findings.some(({ outcome }) => outcome === 'fails')
    ? 'Not all of it holds. What does not is named here.'
    : 'All of it holds: every vote is one of a voter whom each issuer has signed for. Compare the keys with the public log.'

const ofFolder =
  (folder: string): Read =>
  async (name) => {
    try {
      return readFileSync(join(folder, name))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined
      throw new InputRefused(`${join(folder, name)} cannot be read (${codeOf(error)}).`)
    }
  }

const SLOTS = /^slots-[0-9a-f]{64}\.json$/

function ofAddress(address: string): Read {
  const base = address.replace(/\/$/, '')
  let own: string | null = null
  return async (name) => {
    const path = pathOf(name)
    // The list of slots is with the issuer. That of another hub is not looked for: whoever wants it beside the rest puts all into a folder.
    const asked = path === null ? (SLOTS.test(name) && name === own ? slotsAddress(base) : null) : `${base}/${path}`
    if (asked === null) return undefined
    const { status, body } = await ask(asked, WANTS)
    if (status === 200 && name === electionName) own = slotsOfHub(body)
    if (status === 200) return body
    if (status === 404 || status === 410) return undefined
    if (status !== 409) throw new HubFault(`${harmless(asked)} answered ${status}.`)
    if (name !== electionName) return undefined
    throw new InputRefused('The public files of this dialogue are given out when its vote is closed.')
  }
}

function pathOf(name: string): string | null {
  const number = /^batch-(\d+)\.json$/.exec(name)?.[1]
  if (number !== undefined && batchName(Number(number)) === name) return `batches/${number}`
  return name === electionName || name === talliesName ? name.replace(/\.json$/, '') : null
}

const slotsAddress = (base: string): string => base.replace(/\/api\/ballots\/([0-9a-f-]{36})$/i, '/api/credentials/issuances/$1/slots')

/** What the list of slots of the hub itself is called; null: its election cannot be read, or names no key of its own. */
function slotsOfHub(election: Uint8Array): string | null {
  const { hub, electorates } = z.looseObject({ hub: z.string(), electorates: z.array(ISSUERS) }).safeParse(jsonOf(election)).data ?? {}
  const issuer = (electorates ?? []).flatMap(({ issuers }) => issuers).find(({ name }) => name === hub)
  return issuer === undefined ? null : slotsName(keyDigest(issuer.key))
}

const ISSUERS = z.looseObject({ issuers: z.array(z.looseObject({ name: z.string(), key: z.string() })) })

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return null
  }
}
