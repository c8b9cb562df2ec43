package wire

import (
	"bufio"
	"bytes"
	"io"
	"iter"

	"lupa.example/access"
	"lupa.example/access/invalid"
)

// maxDocument and maxLine bound the memory that what is read can take. A document of
// that length can have a million rules.
const (
	maxDocument = 256 << 20
	maxLine     = 16 << 20
)

// ReadDocument reads a whole document, such as the file of a policy, to be decoded. One
// that is longer than 256 MiB is an error of the type [access.InvalidError], and read no
// further. Any other error is the reader's.
func ReadDocument(r io.Reader) ([]byte, error) { return readAtMost(r, maxDocument) }

func readAtMost(r io.Reader, most int64) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, most+1))
	switch {
	case err != nil:
		return nil, err
	case int64(len(text)) > most:
		return nil, invalid.Errorf("wire", "the document is longer than %d MiB", most>>20)
	default:
		return text, nil
	}
}

// Lines yields the lines of a text, such as requests one a line, without their ends. A
// line is valid until the next is yielded, and takes the memory of one whatever comes.
// A line that is longer than 16 MiB is passed over: in its place comes an error of the
// type [access.InvalidError], and the lines go on. Any other error is the reader's, and
// the last.
func Lines(r io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		var line []byte
		for {
			var err error
			line, err = readLine(in, line)
			if err == io.EOF || !yield(line, err) {
				return
			}
			if err != nil && len(access.Findings(err)) == 0 {
				return
			}
		}
	}
}

// readLine reads a line without its end, into buf if it fits. The error is io.EOF after
// the last line.
func readLine(in *bufio.Reader, buf []byte) ([]byte, error) {
	line, tooLong := buf[:0], false
	for {
		part, err := in.ReadSlice('\n')
		if tooLong = tooLong || len(line)+len(bytes.TrimSuffix(part, []byte("\n"))) > maxLine; !tooLong {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(line) == 0:
			return line, io.EOF
		case err != nil && err != io.EOF:
			return line, err
		case tooLong:
			return line[:0], invalid.Errorf("wire", "is longer than %d MiB", maxLine>>20)
		default:
			return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")), nil
		}
	}
}
