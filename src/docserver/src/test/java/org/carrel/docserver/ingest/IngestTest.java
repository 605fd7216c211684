package org.carrel.docserver.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.assertj.core.data.Offset;
import org.carrel.docserver.library.PageTextReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
  private static final String TEXT =
      "A Short Act\n\n\nSection 1\n\nThe seat of a member who resigns is vacant until an election"
          + " is held, and the\nelection is held within sixty days.\n\nA member may resign.\n";

  @TempDir Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void a_text_becomes_page_images_with_its_words_invisibly_over_them() throws IOException {
    list("a.b/act\tact.txt\tbook\tA Short Act\tA note");
    Files.writeString(folder.resolve("act.txt"), TEXT);
    assertThat(run()).isZero();
    try (PDDocument pdf = open("a.b/act")) {
      PDPage page = pdf.getPage(0);
      assertThat(page.getResources().getXObjectNames()).hasSize(1);
      assertThat(page.getCOSObject().containsKey(COSName.getPDFName("Thumb"))).isTrue();
      assertThat(new PDFTextStripper().getText(pdf)).contains("vacant until an election");
      assertThat(PageTextReader.read(pdf, 1).plain())
          .startsWith("A Short Act\n\nSection 1\n\nThe seat of a member")
          .contains("held, and the election is held within sixty days.\n\nA member may resign.");
      page.getResources().put(COSName.getPDFName("Im1"), new PDFormXObject(pdf));
      var blank = new PDFRenderer(pdf).renderImageWithDPI(0, 40, ImageType.GRAY);
      for (int x = 0; x < blank.getWidth(); x++) {
        for (int y = 0; y < blank.getHeight(); y++) {
          assertThat(blank.getRaster().getSample(x, y, 0)).isEqualTo(255);
        }
      }
    }
  }

  @Test
  void a_pdf_keeps_its_words_in_their_places() throws IOException {
    list("a.b/act\tact.txt\tbook\tA Short Act\t\na.b/again\ta.b/act.pdf\tbook\tAgain\t");
    Files.writeString(folder.resolve("act.txt"), TEXT);
    Files.createDirectories(folder.resolve("a.b"));
    Files.writeString(folder.resolve("a.b/act.pdf"), "replaced by the first line's document");
    run();
    assertThat(said.toString()).contains("a.b/again: 1 pages");
    try (PDDocument first = open("a.b/act");
        PDDocument again = open("a.b/again")) {
      var before = PageTextReader.read(first, 1).lines();
      var after = PageTextReader.read(again, 1).lines();
      assertThat(after).hasSameSizeAs(before);
      for (int i = 0; i < before.size(); i++) {
        assertThat(after.get(i).text()).isEqualTo(before.get(i).text());
        assertThat(after.get(i).words()).hasSize(before.get(i).text().split(" ").length);
        assertThat(after.get(i).x()).isCloseTo(before.get(i).x(), within());
        assertThat(after.get(i).width()).isCloseTo(before.get(i).width(), within());
      }
    }
  }

  @Test
  void an_unchanged_source_is_left_alone_and_a_changed_one_is_made_again() throws IOException {
    list("a.b/act\tact.txt\tbook\tA Short Act\t");
    Files.writeString(folder.resolve("act.txt"), TEXT);
    run();
    run();
    assertThat(said.toString()).contains("1 pages").contains("up to date");
    Files.writeString(folder.resolve("act.txt"), TEXT + "\nMore.\n");
    said.reset();
    run();
    assertThat(said.toString()).contains("1 pages");
  }

  @Test
  void what_is_wrong_in_a_list_is_named_with_its_line() throws IOException {
    Files.writeString(folder.resolve("act.txt"), TEXT);
    list("# handle\n../x\tact.txt\tbook\tTitle\t");
    assertThat(run()).isEqualTo(1);
    assertThat(said.toString()).contains("documents.tsv, line 2: not a handle");
    list("a.b/c\tnone.txt\tbook\tTitle\t");
    run();
    assertThat(said.toString()).contains("line 1: the source none.txt cannot be read");
    list("a.b/c\tact.txt\tscroll\tTitle\t");
    run();
    assertThat(said.toString()).contains("no layout \"scroll\"");
    assertThat(IngestCommand.run(List.of(), stream(), stream())).isEqualTo(64);
  }

  private static Offset<Float> within() {
    return Offset.offset(0.5f);
  }

  private void list(String lines) throws IOException {
    Files.writeString(folder.resolve("documents.tsv"), lines + "\n");
  }

  private int run() {
    String list = folder.resolve("documents.tsv").toString();
    return IngestCommand.run(List.of(list, folder.toString()), stream(), stream());
  }

  private PrintStream stream() {
    return new PrintStream(said, true);
  }

  private PDDocument open(String handle) throws IOException {
    return Loader.loadPDF(folder.resolve(handle + ".pdf").toFile());
  }
}
