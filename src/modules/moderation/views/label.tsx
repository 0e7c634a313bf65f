import type { Page } from '../../../web/page.ts'

export type LabelProps = { readonly page: Page; readonly code: string; readonly source: string | null }

/** The note beside a thing, with whom it is from; its source by the name of the site, so that one sees where a press leads. */
export function LabelNote({ page, code, source }: LabelProps) {
  const { say } = page
  return (
    <p class="note">
      <strong>{say('label.from')}</strong> {say(`label.${code}`)}
      {source === null ? null : (
        <>
          {' '}
          <a href={source} rel="nofollow noreferrer" dir="ltr">
            {new URL(source).hostname}
          </a>
        </>
      )}
    </p>
  )
}
