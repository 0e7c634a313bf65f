import MarkdownIt from 'markdown-it'
import sanitize from 'sanitize-html'

const reader = new MarkdownIt({ html: false, linkify: true, typographer: false }).disable('image')

/** What a convener wrote, as HTML from a short list of elements. Headings start below the page's own. */
export function renderMarkdown(text: string): string {
  return sanitize(reader.render(text), {
    allowedTags: [
      'p',
      'h3',
      'h4',
      'ul',
      'ol',
      'li',
      'blockquote',
      'strong',
      'em',
      'code',
      'pre',
      'a',
      'hr',
      'br',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
    ],
    allowedAttributes: { a: ['href', 'rel'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    transformTags: {
      h1: 'h3',
      h2: 'h3',
      h5: 'h4',
      h6: 'h4',
      a: (tagName, attributes) => ({ tagName, attribs: { href: attributes['href'] ?? '', rel: 'nofollow noopener' } }),
    },
  })
}
