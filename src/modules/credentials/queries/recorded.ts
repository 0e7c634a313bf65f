import { recordedAs, type RecordedEvent, type Records } from '../../../core/recorded.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

const keyFields = ({ scope, data }: RecordedEvent) => ({
  ...{ dialogue: scope, hub: text(data['hub']), class: text(data['class']), key: text(data['key']), digest: text(data['digest']) },
  ...{ least: number(data['least']), opens: text(data['opens']), closes: text(data['closes']), voting_opens: text(data['votingOpens']) },
  // A voter's client wants all keys of its electorate here: one that is not named could be made for a single account.
  ...(data['otherKey'] === undefined ? {} : { other_issuer: text(data['otherName']), other_key: text(data['otherKey']) }),
})

/** Keys before they are used: a hub that showed each voter a key of their own would have to log as many. */
export const recorded: Records = {
  entries: [
    recordedAs('credentials.issuer-key.published', 'issuer.key', keyFields),
    recordedAs('credentials.elsewhere.opened', 'issuer.key', keyFields),
    // On the day on which asking ends, and not only with the first votes: nobody is put on the roll afterwards.
    recordedAs('credentials.issuance.ended', 'issuer.counted', ({ scope, data }) => ({
      ...{ dialogue: scope, issuer: text(data['digest']), roll: number(data['roll']), issued: number(data['issued']) },
      ...{ issued_root: text(data['issuedRoot']), empty_root: text(data['emptyRoot']), voting_opens: text(data['votingOpens']) },
    })),
  ],
}
