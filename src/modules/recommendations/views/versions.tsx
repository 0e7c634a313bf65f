import { Differences } from '../../../web/differences.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import type { Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { Signed, Whole } from '../queries/read.ts'
import type { Wording } from '../queries/wordings.ts'
import { Crumb, SignatureWords } from './pieces.tsx'
import { pathOf } from '../rules.ts'

type Props = { readonly page: Page; readonly whole: Whole }

/** Every wording, the newest first, with what it changed and of whose amendment it came. */
export function VersionsPage({ page, whole }: Props) {
  const { say } = page
  const { recommendation, wordings, contributions } = whole
  const last = wordings.at(-1)
  if (last === undefined) return null
  return (
    <Layout page={page} title={say('recommendation.wordings')} index={false}>
      <Crumb page={page} path={pathOf(recommendation.id)} text={last.title} language={last.language} />
      <h1>{say('recommendation.wordings')}</h1>
      <p class="lead">{say('recommendation.wordings.lead')}</p>
      {wordings
        .map((wording, at) => (
          <Version
            page={page}
            wording={wording}
            before={wordings[at - 1]}
            amendment={contributions.find(({ id }) => id === wording.amendment)}
          />
        ))
        .toReversed()}
    </Layout>
  )
}

type VersionProps = { page: Page; wording: Wording; before: Wording | undefined; amendment: Signed | undefined }

function Version({ page, wording, before, amendment }: VersionProps) {
  const { say } = page
  const { version, language, writtenAt, office } = wording
  return (
    <section>
      <h2>{say('recommendation.version', { number: version })}</h2>
      <p class="quiet">
        <Day page={page} at={writtenAt} /> · {say(`recommendation.office.${office}`)}
        {amendment === undefined ? null : (
          <>
            {' '}
            · {say('recommendation.version.from')} <SignatureWords page={page} by={amendment.by} />
          </>
        )}
      </p>
      <div class="differences">
        {(['title', 'text', 'call'] as const)
          .filter((field) => wording[field] !== '' || (before?.[field] ?? '') !== '')
          .map((field) => (
            <InLanguage as="p" language={language} class="as-written">
              {before === undefined ? wording[field] : <Differences say={say} before={before[field]} after={wording[field]} />}
            </InLanguage>
          ))}
      </div>
    </section>
  )
}
