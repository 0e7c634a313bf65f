import type { Say } from './say.ts'
import { wordChanges } from './word-changes.ts'

/** A text with what was added and taken out since the one before it, each said also to those who do not see it. */
export function Differences({ say, before, after }: { readonly say: Say; readonly before: string; readonly after: string }) {
  return (
    <>
      {wordChanges(before, after).map(({ sort, text }) =>
        sort === 'same' ? (
          text
        ) : sort === 'added' ? (
          <ins>
            <span class="aloud">{say('versions.added')} </span>
            {text}
          </ins>
        ) : (
          <del>
            <span class="aloud">{say('versions.removed')} </span>
            {text}
          </del>
        ),
      )}
    </>
  )
}
