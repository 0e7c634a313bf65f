import type { Say } from './say.ts'

/** A text to take along: an address, (`prose`) a message, or one that stands beside (`button`). The button is there only where a script can copy. */
export function CopyText({ say, text, as = 'proof' }: { say: Say; text: string; as?: 'proof' | 'prose' | 'button' }) {
  return (
    <copy-text data-text={text} data-done={say('copy.done')} data-failed={say('copy.failed')}>
      {as === 'button' ? null : (
        <span class={as} dir={as === 'proof' ? 'ltr' : undefined}>
          {text}
        </span>
      )}
      <button hidden class="quiet">
        {say('copy.do')}
      </button>
    </copy-text>
  )
}
