import { createHash } from 'node:crypto'
import { releaseForm, releaseText, type ReleaseFile, type ReleaseStatement } from '#deliberation'
import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { theHubMay } from '../policy.ts'
import { nameOf } from '../queries/assembled.ts'
import { demandDocument } from '../queries/documents.ts'
import { isReleased, releasesOf } from '../queries/releases.ts'
import { language, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { FORMS } from '../rules.ts'

// No route: only the hub itself signs what it printed, from its worker.
export const recordFiles = command({
  name: 'outcomes.record-files',
  summary: 'Keep the files of a release and sign the list of their digests: from then on it is public',
  input: z.object({
    ...{ ...ref, version: z.number().int() },
    files: z.array(z.object({ language, form: z.enum(FORMS), bytes: z.instanceof(Uint8Array), missing: z.array(z.string()) })),
  }),
  output: z.object({ changed: z.boolean() }),
  async facts(tx, { input, actor, now }) {
    const at = await demandDocument(tx, input.document, { actor, now }, 'write')
    const releases = await releasesOf(tx, at.document)
    const texts = await tx
      .selectFrom('outcome_release_text')
      .select(['language', 'document'])
      .where('edition_id', '=', at.document.editionId)
      .where('document_id', '=', at.document.id)
      .where('version', '=', input.version)
      .execute()
    const printed = new Map(input.files.flatMap(({ form, language: tag, bytes }) => (form === 'json' ? [[tag, bytes] as const] : [])))
    // Something was taken out while it was printed: what was printed is not what is to be released.
    const same = texts.every(({ language: tag, document }) => document === new TextDecoder().decode(printed.get(tag)))
    return { ...at, releases, same, release: releases.find(({ version }) => version === input.version) }
  },
  may: ({ actor, facts }) => all(theHubMay(actor), facts.release === undefined ? no('outcome.version-missing') : yes),
  async run(tx, { input, facts, now, outside: { signer } }) {
    const { document, path, release, releases } = facts
    // The job came twice: what was signed stays.
    if (release === undefined || isReleased(release) || !facts.same) return { changed: false }
    const of = { edition_id: document.editionId, document_id: document.id, version: input.version }
    const files = input.files.map(({ language: tag, form, bytes, missing }) => ({
      ...{ ...of, language: tag, form, name: `${nameOf(path)}-${input.version}.${tag}.${form}` },
      ...{ digest: createHash('sha256').update(bytes).digest('hex'), size: bytes.length, missing, bytes: Buffer.from(bytes) },
    }))
    await tx.insertInto('outcome_file').values(files).execute()
    const statementBy = (key: string): ReleaseStatement => ({
      ...{ form: releaseForm, hub: signer.hub, document: document.id, address: `${signer.hub}${path}/versions`, version: input.version },
      ...{ releasedAt: now.toISOString(), original: release.texts.find(({ original }) => original)?.language ?? 'und' },
      files: files.map(({ name, language: tag, form, digest, size }) => ({ name, language: tag, form, sha256: digest, bytes: size })),
      earlier: releases
        .filter((one) => isReleased(one) && one.version < input.version)
        .map((one) => ({
          ...{ version: one.version, releasedAt: (one.releasedAt ?? now).toISOString() },
          files: one.files.map(({ digest }) => digest),
        }))
        .toReversed(),
      key,
    })
    const { key, signature } = signer.sign((by) => releaseText(statementBy(by)))
    const signed: ReleaseFile = { statement: statementBy(key), signature, keys: signer.history() }
    await tx
      .updateTable('outcome_release')
      .set({ state: 'released', released_at: now, signed: `${JSON.stringify(signed, null, 2)}\n`, fault: null })
      .where('edition_id', '=', document.editionId)
      .where('document_id', '=', document.id)
      .where('version', '=', input.version)
      .execute()
    return { changed: true }
  },
  tell: ({ input, facts: { document, release }, result }) =>
    result.changed
      ? [
          {
            kind: 'outcomes.document.released',
            scope: document.editionId,
            subject: document.id,
            data: { version: input.version, sort: document.sort, cause: release?.cause ?? 'team' },
            visibility: 'public' as const,
          },
        ]
      : [],
})
