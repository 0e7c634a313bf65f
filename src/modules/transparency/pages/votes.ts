import type { AllRecords } from '../../../core/recorded.ts'
import { refuse } from '../../../core/refused.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { placeOf, receiptOf, type LogEntry } from '../queries/entries.ts'
import { VOTES_FORM, type VotesFile } from '../queries/written.ts'
import { no } from '../refusals.ts'

export const coversVotes = ({ own }: AllRecords, { t }: LogEntry): boolean => own.some((one) => one.t === t)

/** What whoever asks voted, as this entry covers it. Worked out anew each time over the rows of all, so nobody asks for it without end. */
export async function demandOwn(c: PageContext, kit: Kit, { records, entry }: { records: AllRecords; entry: LogEntry }) {
  await kit.limits.spend('write', c.var.visitor)
  const { db, outside } = kit.runner
  const own = records.own.find(({ t }) => t === entry.t)
  const part = (await own?.read(db, entry.fields, { actor: c.var.page.actor, outside })) ?? refuse(no('public-log.votes-none'))
  const { origin, inLog } = await placeOf(db, outside.signer.log, entry.index)
  const code = [VOTES_FORM, origin, inLog, ...part.code].join(' ')
  return { part, code, inLog }
}

/** All in one file, so that it can be checked without anything else: the votes, the path to the certificate, and the proof that this is in the log. */
export async function giveVotes(c: PageContext, kit: Kit, { records, entry }: { records: AllRecords; entry: LogEntry }): Promise<Response> {
  const { part, inLog } = await demandOwn(c, kit, { records, entry })
  const proof = (await receiptOf(kit.runner.db, entry.index)) ?? refuse(no('public-log.entry-missing'))
  const file: VotesFile = { ...part.file, form: VOTES_FORM, entry: inLog, proof }
  const named = { 'content-disposition': `attachment; filename="record-${entry.index}.votes.json"` }
  return c.body(`${JSON.stringify(file, null, 2)}\n`, 200, {
    ...{ 'content-type': 'application/json', 'cache-control': 'private, no-store' },
    ...named,
  })
}
