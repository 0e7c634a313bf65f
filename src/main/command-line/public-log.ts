import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { readReceipt } from '#merkle-log'
import {
  beginAnew,
  bringLogBack,
  commitmentOf,
  filesOf,
  folderOf,
  OPENED_FORM,
  readEntry,
  WHY_ANEW,
  type BegunAnew,
  type BroughtBack,
} from '../../modules/transparency/module.ts'
import { openLogBook } from '../../platform/log-book.ts'
import { inOneTransaction } from '../../platform/restore-database.ts'
import { knownAddress } from '../address.ts'
import type { Asked } from './asked.ts'
import { codeOf, HubFault, InputRefused, WrongUse } from './faults.ts'
import { jsonOf } from './json-of.ts'
import { openLogPlace } from './log-place.ts'
import { settingsAt } from './settings.ts'
import { harmless, type Terminal } from './terminal.ts'
import { withDatabase } from './with-database.ts'

/** The files of the log, as they are published, into a folder. Whole files that are there already are written again: they are the same. */
export async function saveLog(asked: Asked, terminal: Terminal): Promise<void> {
  const folder = resolve(asked.arguments[0] ?? '')
  let [files, bytes] = [0, 0]
  terminal.step('Writing the public log.', () => `${files} files`)
  await withDatabase(terminal, settingsAt(terminal), (client) =>
    inOneTransaction(client, async (tx) => {
      for await (const file of filesOf(tx)) {
        write(join(folder, file.path), file.bytes)
        ;[files, bytes] = [files + 1, bytes + file.bytes.length]
      }
    }),
  )
  if (files === 0) throw new InputRefused('This hub has signed no log yet, so there is nothing to save.')
  await terminal.answer(asked.has('json') ? `${JSON.stringify({ folder, files, bytes })}\n` : `${folder}: ${files} files, ${bytes} bytes\n`)
}

function write(file: string, bytes: Uint8Array): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
  } catch (error) {
    throw new InputRefused(`${file} cannot be written (${codeOf(error)}).`)
  }
}

const WHY: Readonly<Record<Exclude<BroughtBack['outcome'], 'done'>, string>> = {
  key: 'The key of the log is not in keys/log.pem. Put it back from its copy first.',
  unsound:
    'What lies there is not the log that this hub signed, or it is damaged: "passerelle verify" names what does not hold. Nothing was changed.',
  smaller:
    'This hub has signed a longer log than the one that lies there. Take a newer copy; a mirror or a witness may have one. Nothing was changed.',
  other:
    'What lies there is signed with the key of this hub, and is another log than the one that it has signed before. Keep it: together they prove that there are two. Nothing was changed.',
}

/** Stop the hub first: it may be adding to what is replaced. */
export async function takeLog(asked: Asked, terminal: Terminal): Promise<void> {
  const config = settingsAt(terminal)
  const log = openLogBook({ dataFolder: config.dataFolder, hub: knownAddress(config) }, () => randomBytes(32))
  const place = openLogPlace(`${(asked.arguments[0] ?? '').replace(/\/+$/, '')}/${folderOf(log.number())}`)
  const checkpoint = await place.checkpoint()
  if (checkpoint === null) throw new InputRefused(`${place.name} holds no checkpoint, so it is no log.`)
  const now = new Date()
  const back = await withDatabase(terminal, config, (client) =>
    inOneTransaction(client, async (tx) => bringLogBack(tx, { checkpoint, reader: place }, { log, now })),
  )
  if (back.outcome !== 'done') throw new HubFault(WHY[back.outcome])
  log.remember({ size: back.size, root: back.root, day: now.toISOString().slice(0, 10), unconfirmed: true })
  await terminal.answer(asked.has('json') ? `${JSON.stringify({ entries: back.size })}\n` : `The log is back: ${back.size} entries.\n`)
}

const NOT_ANEW: Readonly<Record<Exclude<BegunAnew['outcome'], 'done'>, string>> = {
  none: 'This hub has signed no log yet, so there is none to follow. Nothing was changed.',
  there: 'The key that signed the log is here. Say --why replaced, or --why stolen where somebody else has it. Nothing was changed.',
  gone: 'The key that signed the log is not here. Put it back from its copy, or say --why lost. Nothing was changed.',
  stands:
    'The log stands still for another reason, so its key cannot vouch for what follows: "passerelle doctor" says why. Nothing was changed.',
}

/** Stop the hub first: it may be adding to what is ended. */
export async function beginLogAnew(asked: Asked, terminal: Terminal): Promise<void> {
  const why = WHY_ANEW.find((one) => one === asked.value('why'))
  if (why === undefined) throw new WrongUse('Say why: --why lost, --why stolen or --why replaced. Everybody will read it.')
  const config = settingsAt(terminal)
  const log = openLogBook({ dataFolder: config.dataFolder, hub: knownAddress(config) }, () => randomBytes(32))
  const source = () => randomBytes(32).toString('base64url')
  const begun = await withDatabase(terminal, config, (client) =>
    inOneTransaction(client, async (tx) => beginAnew(tx, why, { log, now: new Date(), source })),
  )
  if (begun.outcome !== 'done') throw new HubFault(NOT_ANEW[begun.outcome])
  begun.began()
  const { key, vouched } = begun
  const says = vouched ? 'The old key names it.' : 'The old key does not vouch for it: tell whoever keeps the old key by other ways.'
  await terminal.answer(asked.has('json') ? `${JSON.stringify({ key, vouched })}\n` : `Another log was begun. ${says} Its key:\n${key}\n`)
}

const openedShape = z.object({
  form: z.literal(OPENED_FORM),
  entry: z.int().nonnegative(),
  salt: z.string().regex(/^[0-9a-f]{64}$/),
  value: z.json(),
})

/** Asks nobody: the proof holds the entry, the other file the words and what opens the entry's commitment to them. */
export async function checkWords(asked: Asked, terminal: Terminal): Promise<void> {
  const [proofFile = '', wordsFile = ''] = asked.arguments
  const receipt = readReceipt(textOf(proofFile))
  const entry = receipt?.extra === null || receipt === null ? null : readEntry(receipt.extra)
  if (receipt === null || entry === null)
    throw new InputRefused(`${proofFile} is no proof that holds an entry of a public log of Passerelle.`)
  const opened = openedShape.safeParse(jsonOf(textOf(wordsFile))).data
  if (opened === undefined) throw new InputRefused(`${wordsFile} is not a file of words that a hub gave out beside a proof.`)
  const fits = opened.entry === receipt.index && commitmentOf(Buffer.from(opened.salt, 'hex'), opened.value) === entry.commits
  if (asked.has('json')) await terminal.answer(`${JSON.stringify({ fits, entry: receipt.index, day: entry.day })}\n`)
  else if (fits)
    await terminal.answer(
      `The words are those to which entry ${receipt.index} of ${entry.day} commits. "verify ${harmless(proofFile)}" says whether it is in the log.\n`,
    )
  if (!fits) throw new InputRefused(`The words are not those to which entry ${receipt.index} commits.`)
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new InputRefused(`${harmless(file)} cannot be read (${codeOf(error)}).`)
  }
}
