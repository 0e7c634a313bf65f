import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { theHubMay } from '../policy.ts'
import { demandDocument } from '../queries/documents.ts'
import { releasesOf } from '../queries/releases.ts'
import { ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

// No route: the worker says so when a document cannot be printed.
export const recordFailure = command({
  name: 'outcomes.record-failure',
  summary: 'Write down why the files of a release could not be made, for whoever edits it; it can be released again',
  input: z.object({ ...ref, version: z.number().int(), fault: z.string().max(2000) }),
  output: z.object({ changed: z.boolean() }),
  async facts(tx, { input, actor, now }) {
    const at = await demandDocument(tx, input.document, { actor, now }, 'write')
    return { ...at, release: (await releasesOf(tx, at.document)).find(({ version }) => version === input.version) }
  },
  may: ({ actor, facts }) => all(theHubMay(actor), facts.release === undefined ? no('outcome.version-missing') : yes),
  async run(tx, { input, facts: { document, release } }) {
    if (release?.state !== 'printing') return { changed: false }
    await tx
      .updateTable('outcome_release')
      .set({ state: 'failed', fault: input.fault })
      .where('edition_id', '=', document.editionId)
      .where('document_id', '=', document.id)
      .where('version', '=', input.version)
      .execute()
    return { changed: true }
  },
  tell: ({ input, facts: { document } }) => [
    {
      kind: 'outcomes.release.failed',
      scope: document.editionId,
      subject: document.id,
      data: { version: input.version },
      visibility: 'internal',
    },
  ],
})
