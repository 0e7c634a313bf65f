import { recordedAs, type Records } from '../../../core/recorded.ts'
import { boxOf } from './boxes.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** Each batch by its digest, with the counts until then, and beside it what the issuers told of their slots: none of it can be changed later. */
export const recorded: Records = {
  entries: [
    {
      kind: 'ballots.batch.opened',
      async entry(db, { scope, data }) {
        const box = await boxOf(db, scope)
        const issued = (box?.issued ?? []).map(({ digest, roll, issued: given, commitment }) => ({
          ...{ issuer: digest, roll, issued: given, issued_root: commitment.issued.root, empty_root: commitment.empty.root },
        }))
        const { number: batch, digest, registrations, votes, registered, voted } = data
        return {
          t: 'ballots.opened',
          fields: {
            ...{ dialogue: scope, batch: number(batch), digest: text(digest), registrations: number(registrations), votes: number(votes) },
            ...{ registered: number(registered), voted: number(voted), credentials: issued },
          },
        }
      },
    },
    recordedAs('ballots.client.released', 'client.released', ({ data }) => ({
      client: text(data['digest']),
      files: text(data['files'])
        .split(' ')
        .map((line) => line.split('='))
        .map(([name = '', sha256 = '']) => ({ file: name, sha256 })),
    })),
  ],
}
