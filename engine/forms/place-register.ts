import { ROW } from './compiled-form.ts';
import type { Report } from './component-kind.ts';

/**
 * Which places of a submission are taken while a form is read: one field one place, groups may share a path.
 *
 * @source form-js viewer 2.0, `PathRegistry`
 */
export class PlaceRegister {
  private readonly closed = new Set<string>();
  private readonly opened = new Set<string>();

  open(path: readonly string[], report: Report): void {
    const place = path.join('.');
    if (this.closed.has(place))
      report(
        'form-key-duplicate',
        {
          en: `Something else in the form already writes '${place}'.`,
          vi: `Phần khác của biểu mẫu đã ghi vào “${place}”.`,
        },
        { en: 'Give the group another path.', vi: 'Đặt đường dẫn khác cho nhóm.' },
      );
    else if (this.descend(path, report)) this.opened.add(place);
  }

  close(path: readonly string[], report: Report): boolean {
    const place = path.join('.');
    if (this.closed.has(place) || this.opened.has(place)) {
      report(
        'form-key-duplicate',
        {
          en: `Something else in the form already writes '${place}'.`,
          vi: `Phần khác của biểu mẫu đã ghi vào “${place}”.`,
        },
        { en: 'Give the field another key.', vi: 'Đặt khóa khác cho trường.' },
      );
      return false;
    }
    if (!this.descend(path, report)) return false;
    this.closed.add(place);
    return true;
  }

  private descend(path: readonly string[], report: Report): boolean {
    for (let length = 1; length < path.length; length += 1) {
      const place = path.slice(0, length).join('.');
      // A list's place is closed for everything but its own rows, whose paths go on with ROW.
      if (this.closed.has(place) && path[length] !== ROW) {
        report(
          'form-key-duplicate',
          {
            en: `'${place}' is the value of another field and cannot hold '${path.join('.')}'.`,
            vi: `“${place}” là giá trị của một trường khác nên không thể chứa “${path.join('.')}”.`,
          },
          { en: 'Give one of the two another key.', vi: 'Đặt khóa khác cho một trong hai.' },
        );
        return false;
      }
      this.opened.add(place);
    }
    return true;
  }
}
