import { recordedAs, type RecordedEvent, type Records } from '../../../core/recorded.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

const keyFields = ({ scope, data }: RecordedEvent) => ({
  ...{ dialogue: scope, hub: text(data['hub']), class: text(data['class']), key: text(data['key']), digest: text(data['digest']) },
  ...{ least: number(data['least']), opens: text(data['opens']), closes: text(data['closes']), voting_opens: text(data['votingOpens']) },
})

/** Keys before they are used: a hub that showed each voter a key of their own would have to log as many. */
export const recorded: Records = {
  entries: [
    recordedAs('credentials.issuer-key.published', 'issuer.key', keyFields),
    recordedAs('credentials.elsewhere.opened', 'issuer.key', keyFields),
  ],
}
