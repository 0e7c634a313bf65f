import type { Say } from '../../../web/say.ts'

/** A text to take along, an address or (`prose`) a message; the button is there only where a script can copy. */
export function CopyText({ say, text, as = 'proof' }: { say: Say; text: string; as?: 'proof' | 'prose' }) {
  return (
    <copy-text data-text={text} data-done={say('copy.done')} data-failed={say('copy.failed')}>
      <span class={as}>{text}</span>
      <button hidden class="quiet">
        {say('copy.do')}
      </button>
    </copy-text>
  )
}
