import type { Source } from '../../../core/citable.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Stood } from '../queries/undone.ts'
import { saySort } from './pieces.tsx'

const MOST_LETTERS = 400

/** Long ones by their beginning: the whole stands on their own page. */
const begun = (text: string): string => ([...text].length > MOST_LETTERS ? `${[...text].slice(0, MOST_LETTERS).join('')}…` : text)

export function SourceWords({ page, source }: { page: Page; source: Source }) {
  const { say } = page
  return (
    <>
      <InLanguage as="span" language={source.language}>
        {begun(source.text)}
      </InLanguage>
      <br />
      <span class="quiet">
        {saySort(page, source.sort)}
        {source.speaker === null ? null : (
          <>
            {' '}
            · <bdi>{source.speaker}</bdi>
          </>
        )}{' '}
        · <a href={href(page, source.path)}>{say('recommendation.source.open')}</a>
      </span>
    </>
  )
}

/** How far the opinion groups of a dialogue agree, with what anybody can check it by. */
export function AgreementWords({ page, source: { agreement } }: { page: Page; source: Source }) {
  const { say } = page
  if (agreement === undefined || agreement.groups.length === 0) return null
  const groups = agreement.groups.map(({ letter, agree }) => say('recommendation.group', { letter, share: say.share(agree) }))
  return (
    <p class="status">
      <strong>{say('recommendation.agreement')}</strong> {say.list(groups)} ·{' '}
      <a href={href(page, agreement.path)}>
        {say('recommendation.certificate')} <span class="proof">{agreement.certificate.slice(0, 12)}</span>
      </a>
    </p>
  )
}

/** What a recommendation stands on; what was changed or withdrawn since is said where it stands. */
export function SourceList({ page, sources }: { page: Page; sources: readonly Stood[] }) {
  const { say } = page
  return (
    <ul class="rows">
      {sources.map(({ sort, source, standing }) => (
        <li>
          {source === null || source.state === 'withdrawn' ? (
            <p class="status late">
              <strong>
                <span aria-hidden="true">! </span>
                {say('recommendation.source.withdrawn', { sort: saySort(page, sort) })}
              </strong>
              {standing === 'seen-withdrawn' ? <> · {say('recommendation.source.seen')}</> : null}
            </p>
          ) : (
            <>
              <p>
                <SourceWords page={page} source={source} />
              </p>
              {standing === 'changed' ? (
                <p class="status late">
                  <strong>
                    <span aria-hidden="true">! </span>
                    {say('recommendation.source.changed')}
                  </strong>
                </p>
              ) : null}
              <AgreementWords page={page} source={source} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
