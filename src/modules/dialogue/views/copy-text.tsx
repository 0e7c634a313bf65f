import type { Say } from '../../../web/say.ts'

/** A text to take along; the button is there only where a script can copy. */
export function CopyText({ say, text }: { say: Say; text: string }) {
  return (
    <copy-text data-text={text} data-done={say('copy.done')} data-failed={say('copy.failed')}>
      <span class="proof">{text}</span>
      <button hidden class="quiet">
        {say('copy.do')}
      </button>
    </copy-text>
  )
}
