/// How many days a month has, from 1 to 12, in a year of the calendar that dates are written in.
package func daysInMonth(_ month: Int, of year: Int) -> Int {
  switch month {
  case 2:
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}
