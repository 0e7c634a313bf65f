import type { Actor } from '../core/actor.ts'
import type { Keys } from '../platform/keys.ts'
import type { Page } from './page.ts'

/** What a script sends later bears this in `x-part`, and so does every answer to it: a page that a network puts in between is none of ours. */
export const WAITING = 'waiting'
/** In the place of that: what waits is of somebody else. */
export const OF_ANOTHER = 'other'

type Taking = { readonly dialogue: string; readonly participant: number }

/**
 * Whose it is what waits on a device: a mark of the account (or of nobody's), then one of the participant. It leads nowhere without the hub's
 * secret. Without a participant it is the beginning of all marks of that account.
 */
export function ownMark(keys: Pick<Keys, 'tag'>, { account }: Pick<Actor, 'account'>, taking?: Taking): string {
  const short = (...words: readonly string[]) =>
    keys
      .tag('waiting', ...words)
      .toString('base64url')
      .slice(0, 16)
  const whose = short('account', account ?? '')
  return `${whose}/${taking === undefined ? '' : short('participant', taking.dialogue, String(taking.participant), account ?? '')}`
}

/** Scripts that a page with `WaitingAnswers` brings. */
export const WAITING_SCRIPTS = ['waiting-answers.js', 'copy.js'] as const

/**
 * What was answered or written without a connection and waits on this device, drawn by `waiting-answers.js`; nothing where nothing waits.
 * `leaving`: signing out on this page asks first.
 */
export function WaitingAnswers({ page, own, leaving = false }: { readonly page: Page; readonly own: string; readonly leaving?: boolean }) {
  const { say } = page
  return (
    <waiting-answers
      data-own={own}
      data-seal={page.formSeal}
      data-leaving={leaving ? say('waiting.leaving') : undefined}
      data-title={say('waiting.title', { count: '{count}' })}
      data-why={say('waiting.why')}
      data-kept={say('waiting.kept')}
      data-sent={say('waiting.sent')}
      data-other={say('waiting.other')}
      data-old={say('waiting.old')}
      data-now={say('waiting.now')}
      data-drop={say('waiting.drop')}
      data-drop-all={say('waiting.drop-all')}
      data-copy={say('copy.do')}
      data-copied={say('copy.done')}
      data-uncopied={say('copy.failed')}
    ></waiting-answers>
  )
}
