import { yes } from '#base'
import { signatureForm, signedText, type SignatureFile, type SignedStatement, type StatementInput } from '#deliberation'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noFromHub } from '../../../core/refused.ts'
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
  input: z.object({ dialogueId: z.uuid(), version: z.number().int(), computedAt: z.date(), step: checkableStep }),
  output: z.object({ changed: z.boolean() }),
  async facts(tx, { input }) {
    return tx
      .selectFrom('checkable_result')
      .select('certificate')
      .where('dialogue_id', '=', input.dialogueId)
      .forUpdate()
      .executeTakeFirst()
  },
  may: ({ actor }) => (actor.operator ? yes : noFromHub('sign-in.needed')),
  async run(tx, { input, facts, outside }) {
    if (facts?.certificate === input.step.certificate) return { changed: false }
    await keepStep(tx, input, outside)
    return { changed: true }
  },
  tell: ({ input, result }) =>
    result.changed
      ? [
          {
            kind: 'dialogue.result.signed',
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
  const row = {
    version,
    computed_at: computedAt,
    certificate: step.certificate,
    document: Buffer.from(step.document),
    signature: JSON.stringify(signed(about, signer)),
    statements: JSON.stringify(step.statements),
    votes: step.votes === null ? null : Buffer.from(step.votes),
  }
  await tx
    .insertInto('checkable_result')
    .values({ dialogue_id: dialogueId, ...row })
    .onConflict((oc) => oc.column('dialogue_id').doUpdateSet(row))
    .execute()
}

function signed({ dialogueId, version, computedAt, step }: Step, signer: Outside['signer']): SignatureFile {
  const statementBy = (key: string): SignedStatement => ({
    form: signatureForm,
    hub: signer.hub,
    dialogue: dialogueId,
    version,
    computedAt: computedAt.toISOString(),
    certificate: step.certificate,
    key,
  })
  const { key, signature } = signer.sign((by) => signedText(statementBy(by)))
  return { statement: statementBy(key), signature, keys: signer.history() }
}
