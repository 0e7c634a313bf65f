import { gunzipSync } from 'node:zlib'
import {
  digestOfTexts,
  signatureForm,
  signedText,
  textDigests,
  type SignatureFile,
  type SignedStatement,
  type StatementInput,
  type TextDigest,
} from '#deliberation'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'

export const checkableStep = z.object({
  certificate: z.string().length(64),
  document: z.instanceof(Uint8Array).describe('Gzipped canonical JSON whose SHA-256 is the certificate'),
  statements: z.custom<readonly StatementInput[]>(Array.isArray),
  votes: z
    .instanceof(Uint8Array)
    .nullable()
    .describe('The votes it was made of, packed and gzipped; null where they are not given out, or lie elsewhere'),
})

// No route: only the hub itself signs what it computed, from its worker.
export const recordStep = command({
  name: 'dialogue.record-step',
  summary: 'Sign a result that anybody can check, beside the newest one',
  input: z.object({
    dialogueId: z.uuid(),
    version: z.number().int(),
    computedAt: z.date(),
    step: checkableStep,
    instead: z.string().length(64).nullable().default(null).describe('Of the step that it was made from; null: of none'),
  }),
  output: z.object({ changed: z.boolean() }),
  async facts(tx, { input }) {
    return tx
      .selectFrom('checkable_result')
      .select('certificate')
      .where('dialogue_id', '=', input.dialogueId)
      .forUpdate()
      .executeTakeFirst()
  },
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input, facts, outside }) {
    if (facts?.certificate === input.step.certificate) return { changed: false }
    // Meanwhile there is a newer step: that one is looked through next.
    if (input.instead !== null && facts?.certificate !== input.instead) return { changed: false }
    await keepStep(tx, input, outside)
    return { changed: true }
  },
  tell: ({ input, result }) =>
    result.changed
      ? [
          {
            // Sums are signed by the day, and are told to the public log by the day.
            kind: input.step.votes === null ? 'dialogue.sums.signed' : 'dialogue.result.signed',
            scope: input.dialogueId,
            subject: input.dialogueId,
            data: { version: input.version, certificate: input.step.certificate },
            visibility: 'internal' as const,
          },
        ]
      : [],
})

type Step = {
  readonly dialogueId: string
  readonly version: number
  readonly computedAt: Date
  readonly step: z.infer<typeof checkableStep>
}

/** Signed with the key that the hub has at this moment; a rotation before the next step changes nothing of this one. */
export async function keepStep(tx: Tx, about: Step, { signer }: Pick<Outside, 'signer'>): Promise<void> {
  const { dialogueId, version, computedAt, step } = about
  const texts = await textsOf(tx, about)
  const row = {
    version,
    computed_at: computedAt,
    certificate: step.certificate,
    document: Buffer.from(step.document),
    signature: JSON.stringify(signed(about, texts, signer)),
    statements: JSON.stringify(step.statements),
    votes: step.votes === null ? null : Buffer.from(step.votes),
  }
  await tx
    .insertInto('checkable_result')
    .values({ dialogue_id: dialogueId, ...row })
    .onConflict((oc) => oc.column('dialogue_id').doUpdateSet(row))
    .execute()
}

/** The words of the statements that the export of the step gives out; of an imported one all, of our own none that was declined before. */
async function textsOf(tx: Tx, { dialogueId, step }: Step): Promise<readonly TextDigest[]> {
  // This room wrote it.
  const { output } = JSON.parse(gunzipSync(step.document).toString('utf8')) as { output: { results: readonly StatementInput[] } }
  const states = new Map(output.results.map(({ id, state }) => [id, state]))
  const rows = await tx
    .selectFrom('statement')
    .innerJoin('dialogue', 'dialogue.id', 'statement.dialogue_id')
    .select(['statement.number', 'statement.text', 'dialogue.origin'])
    .where('statement.dialogue_id', '=', dialogueId)
    .execute()
  const given = rows.filter(({ number, origin }) => states.has(number) && (origin === 'polis' || states.get(number) !== 'moderated-out'))
  return textDigests(given.map(({ number, text }) => ({ id: number, text })))
}

function signed({ dialogueId, version, computedAt, step }: Step, texts: readonly TextDigest[], signer: Outside['signer']): SignatureFile {
  const statementBy = (key: string): SignedStatement => ({
    form: signatureForm,
    hub: signer.hub,
    dialogue: dialogueId,
    version,
    computedAt: computedAt.toISOString(),
    certificate: step.certificate,
    key,
    texts: digestOfTexts(texts),
  })
  const { key, signature } = signer.sign((by) => signedText(statementBy(by)))
  return { statement: statementBy(key), signature, keys: signer.history(), texts }
}
