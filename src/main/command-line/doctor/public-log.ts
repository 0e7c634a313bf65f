import type pg from 'pg'
import { note, well, wrong, type Finding } from './finding.ts'

/** By why it stands (room transparency): what to do. */
const REMEDIES: Readonly<Record<string, string>> = {
  key: 'Put keys/log.pem and log-seen.json back from their copy. There is none: "passerelle log begin-anew --why lost".',
  'other-key':
    'In keys/ lies another key than the one that signed the log: put that back from its copy. There is none: "passerelle log begin-anew --why lost".',
  unknown: 'A backup was brought back: bring the log back from its own files, with "passerelle log take <folder or address>".',
  smaller: 'The database is older than what was signed: bring the log back with "passerelle log take <folder or address>".',
  other: 'The database holds another log than the one that was signed: bring that back with "passerelle log take <folder or address>".',
  damaged: 'The log does not fit itself: bring it back with "passerelle log take <folder or address>", and look at the disk.',
  witness: 'A witness has seen another log: compare with its checkpoint. docs/operating/log.md says how.',
}

/** Whether the public log goes on, and whether anybody else has seen it. */
export async function logFindings(client: pg.ClientBase): Promise<readonly Finding[]> {
  const { rows: there } = await client.query<{ is: boolean }>("select to_regclass('public.log_state') is not null as is")
  if (there[0]?.is !== true) return []
  const { rows } = await client.query<{ since: string | null; why: string | null }>(
    'select stands_since::text as since, stands_why as why from log_state',
  )
  const { rows: alarms } = await client.query<{ witness: string }>(
    'select distinct witness from log_alarm where log = (select max(log) from log_checkpoint) order by witness',
  )
  const { rows: heads } = await client.query<{ size: number; signed: boolean }>(
    `select size, exists (select from log_cosignature where log_cosignature.log = log_checkpoint.log and log_cosignature.size = log_checkpoint.size) as signed
     from log_checkpoint order by log desc, size desc limit 1`,
  )
  const [state] = rows
  const [head] = heads
  const split = alarms.map(({ witness }) =>
    wrong('log-witness', `The witness ${witness} has seen another public log than the one that is here.`, REMEDIES['witness'] ?? ''),
  )
  if (state?.since != null) {
    const remedy = REMEDIES[state.why ?? ''] ?? 'docs/operating/log.md says what to do.'
    return [
      wrong('log', `The public log stands still since ${state.since} (${state.why ?? 'nobody knows why'}): nothing is signed.`, remedy),
      ...split,
    ]
  }
  if (head === undefined) return [note('log', 'Nothing is in the public log yet.'), ...split]
  const goes = well('log', `The public log goes on: ${head.size} entries.`)
  return head.signed
    ? [goes, ...split]
    : [
        goes,
        note(
          'log-witness',
          'No witness has signed the newest head of the public log.',
          'docs/operating/witness.md says how somebody becomes one.',
        ),
        ...split,
      ]
}
