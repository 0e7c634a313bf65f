import { href, type Page } from '../../../web/page.ts'

/** Listens while the page is open, and says when there is a newer result. */
export function NewResult({ page, slug }: { readonly page: Page; readonly slug: string }) {
  const path = `/dialogues/${slug}`
  return (
    <live-counts src={href(page, `${path}/live`)}>
      <p hidden data-new-result="" role="status">
        <a href={href(page, `${path}/result`)}>{page.say('dialogue.new-result')}</a>
      </p>
    </live-counts>
  )
}
